import { makeTemplate } from './build-template.ts';

// Run once after installation. Without the template only the very first start on a new DATA_DIR is slower, so nothing here may make an
// installation fail.
try {
  await makeTemplate();
} catch (thrown) {
  process.stderr.write(
    `No database template (${String(thrown)}): the first start on a new DATA_DIR takes a few seconds more.\n`,
  );
}
