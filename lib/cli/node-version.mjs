// Plain JavaScript on purpose: a Node too old for the rest must still be able to read this sentence.
if (Number(process.versions.node.split('.')[0]) < 24) {
  console.error(
    `Atelier needs Node 24 or newer; this is ${process.versions.node}. Install it from nodejs.org and run the command again.`,
  );
  process.exit(1);
}
