// Says which checks failed and why, and at the end how many there were.

export default async function* report(events) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for await (const { type, data } of events) {
    if (type === "test:pass") counts[data.skip === undefined ? "passed" : "skipped"] += 1;
    if (type === "test:pass" && data.skip !== undefined) yield `left out: ${data.name}: ${data.skip}\n`;
    if (type === "test:fail") {
      counts.failed += 1;
      const { error } = data.details;
      yield `FAILED ${data.name}\n${error.cause?.stack ?? error.cause ?? error.stack}\n`;
    }
    if (type === "test:stderr") yield data.message;
  }
  const skipped = counts.skipped === 0 ? "" : `, ${counts.skipped} left out`;
  yield `${counts.passed} checks passed, ${counts.failed} failed${skipped}\n`;
}
