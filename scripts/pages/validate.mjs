// Asks the Nu HTML checker about sources of pages, style sheets and drawings, all in one go.

import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";

/** More than all messages about all pages ever were. */
const LONGEST_OUTPUT = 64 * 1024 * 1024;

/**
 * @param {{name: string, kind: "html"|"css"|"svg", source: string}[]} sources
 * @returns {Promise<{name: string, message: string, extract: string}[]>} its errors
 */
export async function validate(sources) {
  const folder = mkdtempSync(join(tmpdir(), "pages-"));
  try {
    const files = sources.map(({ kind, source }, index) => {
      const file = join(folder, `${index}.${kind}`);
      writeFileSync(file, source);
      return file;
    });
    const said = await nu(files);
    return said
      .filter((message) => message.type !== "info")
      .map((message) => {
        const { name } = sources[Number.parseInt(basename(message.url ?? "0"), 10)];
        return { name, message: message.message, extract: (message.extract ?? "").replace(/\s+/g, " ") };
      });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function nu(files) {
  const jar = `${process.env.PAGES_TOOLS}/node_modules/vnu-jar/build/dist/vnu.jar`;
  const options = ["-jar", jar, "--format", "json", "--stdout", "--exit-zero-always", "--also-check-css", "--also-check-svg"];
  return new Promise((told, failed) => {
    execFile("java", [...options, ...files], { maxBuffer: LONGEST_OUTPUT }, (error, stdout) => {
      if (error) failed(error);
      else told(JSON.parse(stdout).messages);
    });
  });
}
