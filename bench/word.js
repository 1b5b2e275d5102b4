/** What any Node program costs: it prints a word and stays. */
process.stdout.write('word');
setInterval(() => {}, 1000);
