// The player in a file of its own: all that it shows stands in the page, and where one is stands behind the #.

import { fragment } from "./address.js";
import { embedded } from "./embedded.js";
import { mount } from "./player.js";

const asked = JSON.parse(document.getElementById("asked").textContent);

function wanted() {
  const here = new URLSearchParams(location.hash.slice(1));
  return { ...asked, seat: here.get("seat") ?? asked.seat, step: here.get("step") ?? "", room: here.get("room") ?? "", view: here.get("view") ?? "" };
}

mount(document.querySelector("main"), wanted(), { stories: embedded, address: fragment, narrated: true });
