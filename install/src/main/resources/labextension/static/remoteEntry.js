// SPDX-License-Identifier: Apache-2.0
// The module-federation container that JupyterLab loads. Written by hand, so that the extension needs no bundler:
// JupyterLab calls init() with the scope of modules it shares, then get('./extension') for the plugin.
(() => {
  const base = document.currentScript.src.replace(/[^/]*$/, '');
  let scope;

  /** The newest version of a shared module; one that is loaded already wins, because the page must not get a second copy. */
  const shared = async (name) => {
    const versions = Object.entries(scope[name] || {});
    if (versions.length === 0) {
      throw new Error(`Fermata needs "${name}", which this JupyterLab does not share`);
    }
    versions.sort(([a, x], [b, y]) =>
      Number(!!x.loaded) - Number(!!y.loaded) || a.localeCompare(b, undefined, { numeric: true }));
    return (await versions.at(-1)[1].get())();
  };

  (window._JUPYTERLAB = window._JUPYTERLAB || {}).fermata = {
    init: (shareScope) => {
      scope = shareScope;
    },
    get: async () => {
      const [{ createPlugin }, widgets, notebook] = await Promise.all([
        import(base + 'plugin.js'), shared('@lumino/widgets'), shared('@jupyterlab/notebook')]);
      const plugin = createPlugin({ Widget: widgets.Widget, NotebookActions: notebook.NotebookActions, base });
      // Without __esModule JupyterLab takes the whole object for the plugin and does not start.
      return () => ({ __esModule: true, default: plugin });
    },
  };
})();
