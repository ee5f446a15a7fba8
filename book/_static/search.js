/* Search: finds passages in the index that the build made (passages.js), and says where they stand. The index is a script that is
   loaded with the first question, so it is the same from disk. What is shown is built from text, never from markup. */
(() => {
  "use strict";

  const LONGEST = 200; // characters of a question
  const MOST_WORDS = 12;
  const FIRST = 20; // results shown at once, and added by the button
  const SOME = 10; // results with some of the words fill up to so many
  const SNIPPET = 230; // characters of a passage
  const REST = 150; // milliseconds without a key before an answer

  /* How much a word counts where it stands, whole and by its beginning. */
  const HEADING = [12, 2.8], TITLE = [5, 1.6], TEXT = [3, 1], SAYS = [1, 0.4];
  const CLAIM = [2.85, 1]; // a claim's row: it is short, and the passage that discusses it comes first where that has the word, too
  const SYNONYM = 0.6, TYPO = 0.5;

  /* Words of a question that say nothing of what is looked for. */
  const SMALL = new Set(
    ("a about an and any are as at be by can could do does for from get give has have how i if in is it its me much many my of on or should " +
      "so tell than that the there they this to us was we what when where which who why will with would you your").split(" "),
  );

  /* A word: "H-1B" and "e-commerce" are one, as are "O*NET", "C++", "$112,000" and "bachelor's". */
  const WORD = /(?:\p{L}-(?=[\p{L}\p{N}]))?[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}+#]|['’*](?=\p{L})|[.,](?=\p{N})(?<=\p{N}[.,]))*/gu;
  const folded = (text) => (/^[a-z]+$/i.test(text) ? text : text.normalize("NFD").replace(/[\p{M}'’*,-]/gu, "")).toLowerCase();
  const words = (text) => [...text.matchAll(WORD)].map((found) => ({ word: folded(found[0]), at: found.index, end: found.index + found[0].length }));
  const stem = (word) =>
    word.length > 4 && word.endsWith("ies") ? `${word.slice(0, -3)}y` : word.length > 3 && /[^siu]s$/.test(word) ? word.slice(0, -1) : word;

  /* ---- the index, in numbers: each different word has one ---- */

  const known = []; // number -> word
  const roots = new Map(); // a word without its plural -> numbers
  const numbers = new Map();
  const number = (word) => {
    if (!numbers.has(word)) {
      numbers.set(word, known.length);
      roots.set(stem(word), [...(roots.get(stem(word)) ?? []), known.length]);
      known.push(word);
    }
    return numbers.get(word);
  };
  const numbered = (tokens) => Uint16Array.from(tokens, ({ word }) => number(word));
  const told = (text) => numbered(words(text));
  const plainly = (text) => words(text).map(({ word }) => stem(word)).join(" ");

  /* What a search can lead to. Of a group, the parts of a passage, the best is shown. ``called``: its names in full. */
  const spots = [];
  const read = ({ pages, entries }) => {
    const titles = new Map(pages.map(([file, passages]) => [file, passages[0]?.[0] ?? ""]));
    for (const [file, passages] of pages) {
      const page = titles.get(file), title = told(page);
      passages.forEach(([heading, parts], at) => {
        const group = `${file} ${at}`, named = told(heading), called = [plainly(heading)];
        for (const [anchor, text] of parts) {
          const tokens = words(text), around = at ? [[title, TITLE]] : [];
          const counts = anchor.startsWith("claim-") ? CLAIM : TEXT;
          spots.push({ page, heading, text, tokens, address: `${file}#${anchor}`, group, called, fields: [[named, HEADING], ...around, [numbered(tokens), counts]] });
        }
      });
    }
    for (const { page, key, after, says, also, names } of entries) {
      const always = told(`${says} ${also}`);
      for (const [label, hint, more] of names) {
        const address = `${page}#${new URLSearchParams([[key, label]])}`, others = more.split(", ");
        const fields = [[told(label), HEADING], [told(more), TITLE], [told(hint), TEXT], [always, SAYS]];
        const text = [hint, says].filter(Boolean).join(". "), called = [label, ...others].map(plainly);
        spots.push({ page: titles.get(page), heading: label + after, text, address, group: address, called, fields });
      }
    }
  };

  /* ---- what is asked ---- */

  /* Do two words differ by one letter more, less, another, or by two that changed places? */
  const near = (one, other) => {
    if (Math.abs(one.length - other.length) > 1 || one === other) return one === other;
    let start = 0, end = 0;
    while (start < one.length && one[start] === other[start]) start++;
    while (end < Math.min(one.length, other.length) - start && one.at(-1 - end) === other.at(-1 - end)) end++;
    const [left, right] = [one.slice(start, one.length - end), other.slice(start, other.length - end)];
    return (left.length < 2 && right.length < 2) || (left.length === 2 && left[0] === right[1] && left[1] === right[0]);
  };

  /* The first word of a name -> the names that begin with it, each a list of words, and all names of the list it stands in. */
  const names = new Map(), single = new Set();
  const readSynonyms = (lists) => {
    for (const texts of lists) {
      const list = texts.map((name) => words(name).map(({ word }) => word));
      for (const name of list) {
        names.set(stem(name[0]), [...namesFrom(name[0]), { name, list }]);
        if (name.length === 1) single.add(name[0]);
      }
    }
  };

  /* Number of a word of the index -> how well it is the word asked for: 1 whole, 2 by its beginning (0: not at all). */
  const matching = (word, beginnings) => {
    const found = new Uint8Array(known.length);
    let any = false;
    if (beginnings) {
      known.forEach((other, at) => {
        if (other.startsWith(word)) any = found[at] = 2;
      });
    }
    for (const at of roots.get(stem(word)) ?? []) any = found[at] = 1;
    return any ? found : null;
  };
  const way = (name, weight, beginnings) => {
    const each = name.map((word) => matching(word, beginnings));
    return each.every(Boolean) ? [{ each, weight }] : [];
  };

  /* Names that begin with a word, with the others of their list. */
  const namesFrom = (word) => names.get(stem(word)) ?? [];

  /* What may stand for a name as it was typed: itself, and the other names of its lists. */
  const ways = (name, weight, beginnings) => [
    ...way(name, weight, beginnings),
    ...namesFrom(name[0])
      .filter((one) => one.name.length === name.length && one.name.every((word, at) => stem(word) === stem(name[at])))
      .flatMap((one) => one.list.filter((other) => other !== one.name).flatMap((other) => way(other, weight * SYNONYM, false))),
  ];

  /* A question as terms, each with what may stand for it; with the words that were misspelt. */
  const asked = (question) => {
    const typed = words(question).map(({ word }) => word).slice(0, MOST_WORDS);
    const plain = typed.every((word) => SMALL.has(word));
    const terms = [], mended = [], seen = new Set();
    const add = (name) => {
      if (seen.has(`${name}`) || (name.length === 1 && SMALL.has(name[0]) && !plain)) return;
      seen.add(`${name}`);
      let found = ways(name, 1, true);
      if (!found.length && name.length > 1) return name.forEach((word) => add([word]));
      if (!found.length && name[0].length > 3) {
        const like = [...new Set([...known, ...single])].filter((other) => near(name[0], other) && ways([other], TYPO, false).length);
        found = like.flatMap((word) => ways([word], TYPO, false));
        if (found.length) mended.push([name[0], like]);
      }
      terms.push(found);
    };
    for (let at = 0; at < typed.length; ) {
      /* The longest name that begins here. */
      const fits = namesFrom(typed[at]).filter(({ name }) => name.every((word, step) => stem(word) === stem(typed[at + step] ?? "")));
      const length = Math.max(1, ...fits.map(({ name }) => name.length));
      add(typed.slice(at, at + length));
      at += length;
    }
    return { typed, terms, mended };
  };

  /* Where a way stands in a list of numbers: [place, 1 whole or 2 by its beginning] of each. */
  const standing = ({ each }, list) => {
    const found = [], [first] = each;
    for (let at = 0; at + each.length <= list.length; at++) {
      let how = first[list[at]];
      for (let step = 1; how && step < each.length; step++) {
        const own = each[step][list[at + step]];
        how = own && Math.max(how, own);
      }
      if (how) found.push([at, how]);
    }
    return found;
  };

  /* What a term is worth in a list of words that counts [whole, by its beginning]. */
  const worthIn = (term, list, [whole, beginning]) => {
    let best = 0;
    for (const one of term) {
      const found = standing(one, list);
      if (!found.length) continue;
      /* A word that stands often among few is what these are about. */
      const often = whole === SAYS[0] ? 1 : 1 + Math.min(1, (found.length / (list.length + 80)) * 12);
      best = Math.max(best, (found.some(([, how]) => how === 1) ? whole : beginning) * often * one.weight);
    }
    return best;
  };

  /* All that is found, the best first: what has all words before what has some; in each group the best. */
  const find = (question) => {
    const { typed, terms, mended } = asked(question);
    const useful = terms.filter((term) => term.length);
    /* Many spots share a title or what is said of them: the worth of each is asked once. */
    const memory = useful.map(() => new Map());
    const worth = (term, which, list, counts) => {
      if (!memory[which].has(list)) memory[which].set(list, list.length ? worthIn(term, list, counts) : 0);
      return memory[which].get(list);
    };
    const rows = [], whole = plainly(typed.join(" "));
    spots.forEach((spot, order) => {
      let score = 0, hits = 0, own = false;
      useful.forEach((term, which) => {
        let best = 0;
        for (const [list, counts] of spot.fields) {
          const points = worth(term, which, list, counts);
          if (points > best) best = points;
          own ||= points > 0 && counts !== SAYS; // what is said of all places alone finds none
        }
        score += best;
        hits += best > 0;
      });
      /* What the question names in full comes first, by its heading or by another name: a state by its code. */
      const named = spot.called.indexOf(whole);
      if (own) rows.push({ spot, order, hits, score: score + (named === 0 ? 24 : named > 0 ? 12 : 0) });
    });
    rows.sort((one, other) => other.hits - one.hits || other.score - one.score || one.order - other.order);
    const seen = new Set();
    const best = rows.filter(({ spot: { group } }) => !seen.has(group) && seen.add(group));
    const complete = best.filter(({ hits }) => hits === terms.length);
    return { terms: useful, mended, complete: complete.length, rows: [...complete, ...best.slice(complete.length, Math.max(complete.length, SOME))] };
  };

  /* Steps from one word to another: letters added, dropped or changed. */
  const distance = (one, other) => {
    let before = [...Array(other.length + 1).keys()];
    for (let row = 1; row <= one.length; row++) {
      const now = [row];
      for (let column = 1; column <= other.length; column++) {
        now[column] = Math.min(before[column] + 1, now[column - 1] + 1, before[column - 1] + (one[row - 1] !== other[column - 1]));
      }
      before = now;
    }
    return before[other.length];
  };
  const nearest = (question) => {
    const typed = words(question).map(({ word }) => word.slice(0, 24)).slice(0, MOST_WORDS);
    if (!typed.length) return [];
    return known
      .filter((word) => word.length > 2 && /^\p{L}+$/u.test(word))
      .map((word) => [Math.min(...typed.map((one) => distance(one, word) / Math.max(one.length, word.length))), word])
      .sort(([one, a], [other, b]) => one - other || (a < b ? -1 : 1))
      .slice(0, 3)
      .map(([, word]) => word);
  };

  /* ---- what is shown ---- */

  const element = (name, content = [], about = {}) => {
    const made = Object.assign(document.createElement(name), about);
    made.append(...[content].flat());
    return made;
  };

  /* A text as nodes, with what was asked for marked. */
  const marked = (text, from, to, hits) => {
    const nodes = [];
    let at = from;
    for (const [start, end] of hits) {
      if (start < at || end > to) continue;
      nodes.push(text.slice(at, start), element("mark", text.slice(start, end)));
      at = end;
    }
    return [...nodes, text.slice(at, to)];
  };
  const hitsIn = (text, terms, tokens = words(text)) => {
    const list = numbered(tokens), hits = [];
    terms.forEach((term, which) => {
      for (const way of term) {
        for (const [at] of standing(way, list)) hits.push([tokens[at].at, tokens[at + way.each.length - 1].end, which]);
      }
    });
    return hits.sort(([one, end], [other, last]) => one - other || last - end);
  };
  /* The part of a text in which most of the words asked for stand, the earliest of such. */
  const snippet = ({ text, tokens }, terms) => {
    const hits = hitsIn(text, terms, tokens);
    let from = 0, most = 0;
    for (const [start] of hits) {
      const within = hits.filter(([one, end]) => one >= start && end <= start + SNIPPET - 40);
      const count = new Set(within.map(([, , which]) => which)).size * 100 + Math.min(within.length, 9);
      if (count > most) [most, from] = [count, start];
    }
    from = from < 60 ? 0 : text.indexOf(" ", from - 45) + 1;
    let to = Math.min(text.length, from + SNIPPET);
    if (to < text.length) to = Math.max(text.lastIndexOf(" ", to), hits.find(([start]) => start >= from)?.[1] ?? 0, from + 1);
    return [from ? "… " : "", ...marked(text, from, to, hits), to < text.length ? " …" : ""];
  };

  const result = ({ spot }, terms) => {
    const { page, heading, address } = spot;
    const line = (text) => marked(text, 0, text.length, hitsIn(text, terms));
    return element("li", [
      element("a", line(heading), { href: address }),
      ...(page === heading ? [] : [element("p", line(page), { className: "search-page" })]),
      element("p", snippet(spot, terms)),
    ]);
  };

  const quoted = (word) => `“${word}”`;
  const counted = (count, one, more) => `${count} ${count === 1 ? one : more}`;
  const said = (question, { mended, complete, rows }) => {
    const more = rows.length - complete;
    const found = [
      complete && counted(complete, "passage", "passages"),
      more && (complete ? `${more} more with some of the words` : `${counted(more, "passage", "passages")} with some of the words`),
    ].filter(Boolean);
    const misspelt = mended.map(([word, like]) => ` No page has ${quoted(word)}: shown for ${like.slice(0, 3).map(quoted).join(" or ")}.`);
    return `${found.join(", ")} for ${quoted(question)}.${misspelt.join("")}`;
  };

  /* ---- the page ---- */

  const start = () => {
    const form = document.querySelector(".search-form"), field = document.getElementById("search-words");
    const status = document.getElementById("search-status"), list = document.getElementById("search-results");
    const more = document.getElementById("search-more");
    let shown = null, timer = 0, loading = null;

    /* Load the index: when the field is entered, at the latest with the first question. Raises where it is not to be had. */
    const index = () =>
      (loading ??= new Promise((resolve, reject) => {
        document.head.append(element("script", [], { src: form.dataset.index, onload: resolve, onerror: reject }));
      }).then(
        () => (read(PASSAGES), readSynonyms(PASSAGES.synonyms)),
        (error) => {
          loading = null; // the next question tries again
          throw error;
        },
      ));

    const show = (answer, from) => {
      list.append(...answer.rows.slice(from, from + FIRST).map((row) => result(row, answer.terms)));
      more.hidden = list.children.length >= answer.rows.length;
    };
    const question = () => field.value.slice(0, LONGEST).trim();
    const answer = () => {
      clearTimeout(timer);
      const now = question();
      if (now === shown) return;
      shown = now;
      list.replaceChildren();
      more.hidden = true;
      if (!words(now).length) return status.replaceChildren(now ? "Type a word or a number." : "");
      if (!spots.length) {
        shown = null;
        status.replaceChildren("Loading what the pages say …");
        return index().then(answer, () =>
          status.replaceChildren("What the pages say could not be loaded. Ask again, or choose a chapter and look for the words there."),
        );
      }
      const found = find(now);
      if (found.rows.length) {
        status.replaceChildren(said(now, found));
        more.onclick = () => {
          const at = list.children.length;
          show(found, at);
          list.children[at]?.querySelector("a").focus();
        };
        show(found, 0);
      } else {
        const links = nearest(now).map((word) => element("a", word, { href: `?${new URLSearchParams({ q: word })}` }));
        status.replaceChildren(`Nothing found for ${quoted(now)}. Words that are there: `, ...links.flatMap((link, at) => (at ? [", ", link] : [link])), ".");
      }
    };
    const address = () => `?${new URLSearchParams({ q: question() })}`;
    const keep = (change) => {
      const here = new URLSearchParams(location.search);
      if (here.get("q") === question() && [...here].length === 1) return;
      try {
        history[change](null, "", question() ? address() : location.pathname);
      } catch {
        /* A browser that lets no page from disk change its address; the answer stands all the same. */
      }
    };
    const take = () => {
      field.value = (new URLSearchParams(location.search).get("q") ?? "").slice(0, LONGEST);
      answer();
    };

    field.addEventListener("focus", () => index().catch(() => {})); // a question says it, if there is one
    field.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(() => (answer(), keep("replaceState")), REST);
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      answer();
      keep("pushState");
    });
    addEventListener("popstate", take);
    take();
    if (location.search) keep("replaceState");
  };

  start();
})();
