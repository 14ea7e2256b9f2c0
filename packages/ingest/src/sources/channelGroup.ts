/**
 * Default channel group of a session, by source, medium and campaign.
 * After GA4's "Default channel group" (Google Analytics help, 9756891), with the best-known sites of each category.
 */
const SEARCH = /^(.*\.)?(google|bing|yahoo|duckduckgo|ecosia|baidu|yandex|ask|naver|qwant|startpage)(\.[a-z.]+)?$/;
const SOCIAL =
  /^(.*\.)?(facebook|instagram|linkedin|twitter|x|t\.co|tiktok|pinterest|reddit|whatsapp|telegram|threads|lnkd\.in|fb|ig|wa\.me)(\.[a-z.]+)?$/;
const VIDEO = /^(.*\.)?(youtube|vimeo|twitch|netflix|dailymotion)(\.[a-z.]+)?$/;
const SHOPPING =
  /^((.*\.)?(amazon|ebay|etsy|alibaba|walmart|shopify|mercadolibre)(\.[a-z.]+)?|google shopping|igshopping)$/;
/**
 * A shop named without its domain is how advertisers tag what they pay for: without a medium it is paid, as the published cases of dbt-ga4
 * (unit_tests, default_channel_grouping) have it.
 */
const BARE_SHOP = /^(alibaba|amazon|ebay|etsy|shopify|walmart)$/;
const PAID = /^(.*cp.*|ppc|retargeting|paid.*)$/;

/** True of a search engine's site, whose links are "organic" where nobody tagged them. */
export function isSearchSite(host: string): boolean {
  return SEARCH.test(host.toLowerCase());
}

const cache = new Map<string, string>();

export function channelGroup(source: string | null, medium: string | null, campaign: string | null): string {
  const key = `${source}\u001f${medium}\u001f${campaign}`;
  const known = cache.get(key);
  if (known !== undefined) return known;
  const group = decide(source?.toLowerCase() ?? "", medium?.toLowerCase() ?? "", campaign?.toLowerCase() ?? "");
  if (cache.size < 10_000) cache.set(key, group);
  return group;
}

function decide(source: string, medium: string, campaign: string): string {
  const paid = PAID.test(medium);
  if ((source === "" || source === "(direct)") && /^(|\(not set\)|\(none\))$/.test(medium)) return "Direct";
  if (campaign.includes("cross-network")) return "Cross-network";
  if (medium === "" && BARE_SHOP.test(source)) return "Paid Shopping";
  const shopping = SHOPPING.test(source) || /^(.*(([^a-df-z]|^)shop|shopping).*)$/.test(campaign);
  if (shopping && paid) return "Paid Shopping";
  if (SEARCH.test(source) && paid) return "Paid Search";
  if (SOCIAL.test(source) && paid) return "Paid Social";
  if (VIDEO.test(source) && paid) return "Paid Video";
  if (["display", "banner", "expandable", "interstitial", "cpm"].includes(medium)) return "Display";
  if (paid) return "Paid Other";
  if (shopping) return "Organic Shopping";
  if (SOCIAL.test(source) || /^(social|social-network|social-media|sm|social network|social media)$/.test(medium)) {
    return "Organic Social";
  }
  if (VIDEO.test(source) || medium.includes("video")) return "Organic Video";
  if (SEARCH.test(source) || medium === "organic") return "Organic Search";
  if (/^(referral|app|link)$/.test(medium)) return "Referral";
  if (/^e[-_ ]?mail$/.test(source) || /^e[-_ ]?mail$/.test(medium)) return "Email";
  if (medium === "affiliate") return "Affiliates";
  if (medium === "audio") return "Audio";
  if (source === "sms" || medium === "sms") return "SMS";
  if (medium.endsWith("push") || /mobile|notification/.test(medium) || source === "firebase") {
    return "Mobile Push Notifications";
  }
  return "Unassigned";
}
