// Logging in.
import { ask } from "./ask.js";
import { wrong } from "./blocks.js";
import { fill, h } from "./dom.js";

/** Show the form by which one logs in. */
export function loginPage(main) {
  const name = h("input", { name: "name", autocomplete: "username", required: true, maxLength: 100 });
  const password = h("input", { name: "password", type: "password", autocomplete: "current-password", required: true, maxLength: 1000 });
  const told = h("div", {});
  const enter = async (event) => {
    event.preventDefault();
    try {
      await ask("/api/session", { method: "POST", body: { name: name.value, password: password.value } });
      if (location.hash === "#/") location.reload();
      else location.hash = "#/";
    } catch (error) {
      fill(told, wrong(error));
      password.value = "";
      password.focus();
    }
  };
  fill(main, h("h1", {}, "Log in"),
    h("form", { class: "login", onsubmit: enter }, h("label", {}, "Name", name), h("label", {}, "Password", password), h("button", { class: "main" }, "Log in"), told));
  name.focus();
}
