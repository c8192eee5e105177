import { expect, test } from "vitest";
import { isPress, onPress } from "../src/parts/press.ts";

const mouse = { pointerType: "mouse", isPrimary: true, button: 0, ctrlKey: false, metaKey: false, shiftKey: false, altKey: false };

test.each([
  ["the left button of a mouse", {}, true],
  ["a finger, which may be about to scroll", { pointerType: "touch" }, false],
  ["a second pointer", { isPrimary: false }, false],
  ["the middle button, which opens elsewhere", { button: 1 }, false],
  ["the right button, which has a menu", { button: 2 }, false],
  ["a key held that opens elsewhere", { ctrlKey: true }, false],
  ["another", { metaKey: true }, false],
  ["another", { shiftKey: true }, false],
  ["another", { altKey: true }, false],
])("%s", (_, changed, expected) => {
  expect(isPress({ ...mouse, ...changed })).toBe(expected);
});

test("what a button leads to is asked for as it is pressed, and not by a finger", () => {
  let asked = 0;
  const { onPointerDown } = onPress(() => asked++);
  onPointerDown({ ...mouse, pointerType: "touch" });
  expect(asked).toBe(0);
  onPointerDown(mouse);
  expect(asked).toBe(1);
});
