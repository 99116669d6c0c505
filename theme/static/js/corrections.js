// What /recherche/ does with words that no page it found says: it asks the contents in other languages, or puts them right.
// letters: the functions of reponses.js. written: every word of the site. search: asked, in the index of a language.
export const unknown = async (asked, pages, { fold, stem, distance }, written, languages, search) => {
  const said = pages.map(({ meta, content }) => fold(`${meta.title} ${meta.mots ?? ""} ${content}`).join(" ")).join(" ");
  const doubtful = asked.filter((word) => word.length > 3 && !` ${said}`.includes(` ${stem(fold(word).join(""))}`));
  if (!doubtful.length) return { right: asked, more: [] };
  const all = (await written()).map((word) => [word, fold(word).join("")]);
  let elsewhere = false;
  const right = asked.map((word) => {
    if (!doubtful.includes(word)) return word;
    const bare = fold(word).join(""), most = bare.length > 7 ? 2 : 1;
    if (all.some(([, other]) => stem(other) === stem(bare))) {
      elsewhere = true; // it is written, though not there
      return word;
    }
    let best = [word, most + 1];
    for (const [other, letters] of all) {
      const away = letters.length > 3 ? distance(bare, letters, best[1] - 1) : best[1];
      if (away < best[1]) best = [other, away];
    }
    return best[0];
  });
  const known = elsewhere ? languages : [];
  const more = await Promise.all(known.map(async (language) => ((await search(doubtful, language)).length ? search(asked, language) : [])));
  return { right, more: more.flat() };
};
