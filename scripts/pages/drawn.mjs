// Draws pictures that pass for photographs: pages show what is hung on a lot, and nobody has to keep any for that.

import { crc32, deflateSync } from "node:zlib";

/** Pixels across and down. */
const SIZE = [1600, 1200];

function chunk(kind, data) {
  const named = Buffer.concat([Buffer.from(kind, "ascii"), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}

/**
 * A picture of stripes as a PNG, another for every number.
 *
 * @param {number} number
 * @returns {Buffer}
 */
export function drawn(number) {
  const [across, down] = SIZE;
  const head = Buffer.alloc(13);
  head.writeUInt32BE(across, 0);
  head.writeUInt32BE(down, 4);
  // Eight bits of red, green and blue.
  head.set([8, 2, 0, 0, 0], 8);
  const [row, rows] = [1 + across * 3, Buffer.alloc(down * (1 + across * 3))];
  for (let y = 0; y < down; y += 1) {
    const stripe = Math.floor(y / 80) % 2;
    // The first byte of a row says that it is as it stands.
    rows.fill(Buffer.from([120 + 60 * stripe, 90 + 40 * stripe + 20 * number, 60]), y * row + 1, (y + 1) * row);
  }
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk("IHDR", head), chunk("IDAT", deflateSync(rows)), chunk("IEND", Buffer.alloc(0))]);
}
