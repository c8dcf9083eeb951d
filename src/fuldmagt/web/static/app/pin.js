// Which PINs cannot be chosen: the same as for code displays, judged here because the PIN stays here.

const same = (digits) => digits.every((digit) => digit === digits[0]);

function inLine(pin) {
  const steps = [...pin].slice(1).map((digit, at) => (Number(digit) - Number(pin[at]) + 10) % 10);
  return same(steps) && [0, 1, 9].includes(steps[0]);
}

function repeats(pin) {
  for (let size = 1; size <= pin.length / 2; size += 1) {
    if (pin.slice(0, size).repeat(pin.length).slice(0, pin.length) === pin) return true;
  }
  return false;
}

export const shaped = (pin) => /^[0-9]{6}$/.test(pin);

export const weak = (pin, common, avoid) =>
  inLine(pin) || repeats(pin) || common.includes(pin) || avoid.includes(pin);
