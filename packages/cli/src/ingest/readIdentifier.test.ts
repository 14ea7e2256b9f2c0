import { Readable } from "node:stream";
import { expect, it } from "vitest";
import { readIdentifier } from "./readIdentifier.ts";

const input = (text: string) => Readable.from([Buffer.from(text)]) as unknown as NodeJS.ReadStream;

it.each([
  [{ crmId: "501" }, "", { crmId: "501" }],
  [{ phone: "+57 300 111 2233" }, "", { phone: "+57 300 111 2233" }],
  [{ email: "-" }, "ana@example.org\n", { email: "ana@example.org" }],
  [{ userId: "-" }, "\r\n  u1 \r\n", { userId: "u1" }],
])("%j, with %j to read, is %j", async (options, text, who) => {
  expect(await readIdentifier(options, input(text))).toEqual(who);
});

it.each([
  [{}, "", "one of --crm-id, --email, --phone, --user-id"],
  [{ crmId: "zanahoria", email: "zanahoria" }, "", "one of --crm-id"],
  [{ email: "-" }, " \n", "there was none"],
  [{ email: "-" }, "zanahoria@example.org\ncalabaza@example.org\n", "there were 2"],
])("%j, with %j to read, is refused without repeating it", async (options, text, why) => {
  const refused = readIdentifier(options, input(text));
  await expect(refused).rejects.toMatchObject({ code: "bad_argument", message: expect.stringContaining(why) });
  await expect(refused).rejects.toMatchObject({ message: expect.not.stringMatching(/zanahoria|calabaza/) });
});
