import js from "@eslint/js";
import globals from "globals";

export default [
  { ignores: ["cocashift/publish/pages/web/vendor/"] },
  js.configs.recommended,
  {
    rules: { eqeqeq: "error", "no-var": "error", "prefer-const": "error" },
  },
  {
    // Leaflet and TopoJSON stand in the page before any module runs.
    files: ["cocashift/publish/pages/web/**/*.js"],
    languageOptions: { globals: { ...globals.browser, L: "readonly", topojson: "readonly" } },
  },
  {
    files: ["tests/web/*.js"],
    languageOptions: { globals: globals.node },
  },
];
