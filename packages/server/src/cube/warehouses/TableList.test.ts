import { expect, it } from "vitest";
import { TableList } from "./TableList.ts";

it("is read once and follows what is made and dropped, also while it is being read", async () => {
  const list = new TableList();
  let reads = 0;
  let finish = () => {};
  const read = () => {
    reads++;
    return new Promise<string[]>((resolve) => {
      finish = () => resolve(["old", "older"]);
    });
  };
  const first = list.names("rollups", read);
  const added = list.added("rollups.new");
  const dropped = list.dropped("rollups.older");
  finish();
  await Promise.all([first, added, dropped]);
  expect(await list.names("rollups", read)).toEqual(["old", "new"]);
  expect(reads).toBe(1);
});

it("is read again after a failure, and when it was told that it is wrong", async () => {
  const list = new TableList();
  await expect(list.names("rollups", () => Promise.reject(new Error("busy")))).rejects.toThrow("busy");
  expect(await list.names("rollups", async () => ["one"])).toEqual(["one"]);
  list.forget();
  expect(await list.names("rollups", async () => ["two"])).toEqual(["two"]);
});
