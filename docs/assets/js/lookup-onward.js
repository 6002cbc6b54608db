/* What to tell when the lookup finds no term, or none for sure, and where to go: what an abbreviation stands for, the lists to look through, the site's own
   search. `GuideOnward(root, onSearch)` gives its `parts`, which `show(typed)` fills and empties. */
(() => {
  globalThis.GuideOnward = (root, onSearch) => {
    const told = document.createElement("p");
    told.className = "lookup__none";
    told.setAttribute("role", "status");
    const ways = document.createElement("p");
    ways.className = "lookup__onward";
    ways.hidden = true;
    let acronyms = new Map(), lists = [];

    const link = ([title, path]) =>
      Object.assign(document.createElement("a"), { textContent: title, href: new URL(path, root).href });

    const search = typed =>
      Object.assign(document.createElement("button"), {
        type: "button", textContent: `Search all pages for “${typed}”`, onclick: () => onSearch(typed),
      });

    // `near` is how many terms are shown although none is meant for sure.
    const show = (typed, near) => {
      const known = GuideWords.words(typed).map(word => acronyms.get(word)).find(Boolean);
      const unsure = near > 1 ? "Not sure what is meant. The nearest:" : "Not sure this is meant:";
      const nothing = known ? `${known}. It has no card here.` : "Nothing yet. Try fewer words, or the thing they want to do.";
      told.textContent = typed && (near ? `${known ? `${known}. ` : ""}${unsure}` : nothing);
      ways.replaceChildren(...(typed ? [...(near ? [] : lists.map(link)), ...(onSearch ? [search(typed)] : [])] : []));
      ways.hidden = !ways.children.length;
    };

    return {
      parts: [told, ways], show,
      use: data => {
        lists = data.lists || [];
        acronyms = new Map((data.acronyms || []).map(([form, expansion]) =>
          [GuideWords.words(form).join(""), `${form}: ${expansion}`]));
      },
    };
  };
})();
