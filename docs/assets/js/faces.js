/* Asks for the faces of the first view before the style sheets name them. Not from disk: nothing is far away there, and a
   browser would refuse. */
(() => {
  if (!location.protocol.startsWith("http")) return;
  for (const name of ["sans", "sans-semibold", "serif-semibold"]) {
    const link = document.createElement("link");
    const href = new URL(`../fonts/${name}.woff2`, document.currentScript.src);
    document.head.append(Object.assign(link, { rel: "preload", as: "font", type: "font/woff2", crossOrigin: "", href }));
  }
})();
