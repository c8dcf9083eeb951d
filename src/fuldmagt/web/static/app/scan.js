// Reading the picture on the computer, where the browser can; typing is always possible.
import { now, one } from "./screens.js";

export const possible = async () =>
  "BarcodeDetector" in window &&
  Boolean(navigator.mediaDevices?.getUserMedia) &&
  (await BarcodeDetector.getSupportedFormats()).includes("qr_code");

// What a picture or a link says: user id and code, for this platform and for no other address.
export function read(address, origin) {
  try {
    const url = new URL(address);
    const said = new URLSearchParams(url.hash.slice(1));
    const [user, code] = [said.get("user"), said.get("code")];
    return url.origin === origin && url.pathname === "/app/" && user && /^[0-9]{8}$/.test(code) ? { user, code } : null;
  } catch {
    return null;
  }
}

export async function scan(origin) {
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
  const video = one("video");
  const detector = new BarcodeDetector({ formats: ["qr_code"] });
  try {
    video.srcObject = stream;
    await video.play();
    while (now() === "camera") {
      for (const { rawValue } of await detector.detect(video)) {
        const found = read(rawValue, origin);
        if (found) return found;
      }
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    return null;
  } finally {
    for (const track of stream.getTracks()) track.stop();
    video.srcObject = null;
  }
}
