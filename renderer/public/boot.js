// Runs before the first paint, so that the window never flashes in the wrong theme, density or language.
(function boot() {
  function read(key) {
    try {
      return window.localStorage.getItem(key);
    } catch {
      return null; // Storage is closed to this page: the defaults hold.
    }
  }
  var theme = read('stile.theme');
  var dark =
    theme === 'dark' || (theme !== 'light' && window.matchMedia('(prefers-color-scheme: dark)').matches);
  var root = document.documentElement;
  root.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');
  root.setAttribute('data-density', read('stile.density') || 'standard');
  root.setAttribute('data-zoom', read('stile.zoom') || 'normal');
  root.setAttribute('data-platform', window.stile ? window.stile.platform : 'browser');
})();
