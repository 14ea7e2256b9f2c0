/**
 * Global CSS such as portals really have, gathered in one place: unlayered, some of it with ids; `!important` where frameworks have it.
 * Of each kind something is among them: resets (Tailwind's preflight, Bootstrap's reboot), an intranet's own element rules, a content
 * management system's typography, a theme from a shop, and rules that end arguments.
 */
export const HOSTILE_CSS = `
/* The 62.5 % trick, and what docs/embedding.md says to do about it */
html { font-size: 62.5%; }
.ns-root { --ns-font-scale: 1.6; }

/* An intranet's */
* { line-height: 3; box-sizing: content-box; transition: all 1s; }
*::before, *::after { content: "!"; color: red; }
button { text-transform: uppercase; background: red; color: yellow; letter-spacing: 3px; border-radius: 99px; padding: 20px; }
#portal button { min-width: 200px; font-size: 30px; }
h2, h3, h4 { font-size: 60px; text-transform: uppercase; margin: 40px 0; color: hotpink; }
p { margin: 0 0 2em; font-size: 22px; text-indent: 2em; }
table td, table th { padding: 40px; border: 3px solid red; background: gold; }
#portal table { width: 300px; display: block; }
svg { max-width: 20px; }
svg path { fill: red; stroke: blue; stroke-width: 9px; }
ul, ol { padding-left: 60px; list-style: square; }
li { float: left; margin: 20px; }
li::marker { color: red; }
select, input { width: 400px; height: 80px; border: 4px double green; font-family: cursive; }
label { display: block; font-weight: bold; }
section, header, article, figure { padding: 30px; margin: 30px; border: 2px dashed red; box-shadow: 0 0 20px red; }
.content > div { line-height: 4; text-align: center; letter-spacing: 2px; font-style: italic; text-transform: capitalize; color: green; font-size: 25px; }
.content div { margin-bottom: 12px; }
span { display: inline-block; padding: 4px; }
dl, dt, dd { margin: 20px; }

/* Tailwind's preflight and Bootstrap's reboot */
*, ::before, ::after { border: 0 solid; margin: 0; }
img, svg, video, canvas, audio, iframe, embed, object { display: block; vertical-align: middle; max-width: 100%; height: auto; }
table { border-collapse: collapse; caption-side: bottom; text-indent: 0; border-color: inherit; }
tr:nth-of-type(odd) > * { background-color: rgb(0 0 0 / 12%); box-shadow: inset 0 0 0 9999px rgb(0 0 0 / 5%); }
a { color: purple; text-decoration: underline wavy; background: yellow; }
a:hover, button:hover { color: red; transform: scale(1.2); }
button, input, optgroup, select, textarea { font-family: monospace; background-color: transparent; border-radius: 0; opacity: 1; }
[role="button"], summary { cursor: pointer; display: inline; }
::placeholder { color: lime; opacity: 0.3; font-size: 30px; }
code, kbd, pre, samp { font-family: serif; font-size: 2em; color: deeppink; white-space: normal; }
hr { height: 20px; background: red; opacity: 0.25; }
strong, b { font-weight: 900; color: red; }
dialog { padding: 60px; max-width: 300px; border: 20px solid black; position: static; margin: 0; }
dialog::backdrop { background: red; }
[popover] { position: static; margin: 80px; inset: auto; border: 10px solid red; }
[hidden] { display: none !important; }
[tabindex="-1"]:focus:not(:focus-visible) { outline: 0 !important; }

/* A content management system's */
#portal .content p::first-letter, #portal p::first-letter { font-size: 4em; float: left; color: red; }
#portal .content table tr td:first-child, #portal.content table tr td:first-child { width: 400px; font-weight: bold; }
#portal.content #app ul li, #portal.content #app p { border-left: 6px solid red; }
.content details { border: 5px solid red; padding: 30px; }

/* A theme's: everything inherits this */
.content { hyphens: auto; text-wrap: balance; word-break: break-all; font-variant-numeric: oldstyle-nums;
  quotes: "«" "»"; text-underline-offset: 9px; tab-size: 20; caret-color: red; accent-color: red; fill: lime; stroke: red; stroke-width: 4px;
  border-collapse: collapse; caption-side: bottom; empty-cells: hide; text-align-last: right; word-spacing: 6px; text-shadow: 1px 1px red; pointer-events: auto;
  -webkit-text-fill-color: orangered; -webkit-text-stroke: 0.3px blue; overflow-wrap: normal; cursor: crosshair; text-anchor: end; dominant-baseline: hanging;
  fill-opacity: 0.5; stroke-dasharray: 3; stroke-linecap: square; paint-order: stroke; shape-rendering: crispEdges; orphans: 9; }
.content > * { z-index: 2147483647; }
header { position: sticky; top: 0; z-index: 99999; }

/* No ring anywhere, and whoever asked for less motion gets none */
:focus { outline: none; }
*:focus-visible, button:focus, a:focus { outline: none !important; box-shadow: none; }
@media (prefers-reduced-motion: reduce) { *, ::before, ::after { animation-duration: 0.01ms !important; transition-duration: 0.01ms !important; } }
@media print { *, ::before, ::after { text-shadow: none !important; box-shadow: none !important; background: transparent !important; color: #000 !important; } a[href]::after { content: " (" attr(href) ")"; } }
`;
