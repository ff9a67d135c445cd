// What every page does: the theme button, posters that fail to load, short addresses of forms, and the films that somebody likes.
import { startComboboxes } from "./combobox.js";
import { ROOT_PATH } from "./root_path.js";

const root = document.documentElement;

// Storage may be blocked; what is kept then holds for this page only.
function keep(name, value) {
    try {
        localStorage.setItem(name, value);
    } catch { /* nothing to do */ }
}

function kept(name) {
    try {
        return localStorage.getItem(name) ?? "";
    } catch {
        return "";
    }
}

function isDark() {
    return root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
}

for (const button of document.querySelectorAll("[data-theme-toggle]")) {
    button.addEventListener("click", () => {
        root.dataset.theme = isDark() ? "light" : "dark";
        keep("theme", root.dataset.theme);
    });
}

// Under each poster lies a drawn one, which shows as soon as the picture is gone.
function drop(image) {
    image.remove();
}
for (const image of document.querySelectorAll("img[data-poster]")) {
    if (image.complete && image.naturalWidth === 0) drop(image);
    else image.addEventListener("error", () => drop(image));
}

// A field that was left empty asks for nothing.
for (const form of document.querySelectorAll("form[data-short-address]")) {
    form.addEventListener("formdata", ({ formData }) => {
        for (const [name, value] of [...formData]) if (!value.trim()) formData.delete(name);
    });
}

// The films on /gustos are remembered, so that the button of a film adds to them.
const MOST_LIKES = 50;
const liked = document.querySelector("[data-liked]");
if (liked) keep("likes", liked.dataset.liked);
for (const link of document.querySelectorAll("a[data-like]")) {
    const others = kept("likes").split(",").filter((id) => /^\d+$/.test(id) && id !== link.dataset.like);
    if (others.length && others.length < MOST_LIKES) {
        link.href = `${ROOT_PATH}/gustos?${[...others, link.dataset.like].map((id) => `likes=${id}`).join("&")}`;
        link.textContent = "Me gusta: añadir a mis gustos";
    }
}

// The bars of a chart are one stop of the Tab key; arrows go from one to the next, and what a bar tells stands below.
for (const chart of document.querySelectorAll("[data-bars]")) {
    const bars = [...chart.querySelectorAll("a")];
    const summary = chart.closest("figure").querySelector(".chart-summary");
    const told = summary.textContent;
    const stopAt = (bar) => {
        for (const other of bars) other.setAttribute("tabindex", other === bar ? "0" : "-1");
    };
    stopAt(bars[0]);
    chart.addEventListener("focusin", ({ target }) => {
        stopAt(target);
        summary.textContent = target.getAttribute("aria-label");
    });
    chart.addEventListener("focusout", () => { summary.textContent = told; });
    chart.addEventListener("keydown", (event) => {
        const place = bars.indexOf(event.target);
        const next = { ArrowLeft: place - 1, ArrowRight: place + 1, Home: 0, End: bars.length - 1 }[event.key];
        if (next === undefined) return;
        event.preventDefault();
        bars[next]?.focus();
    });
}

startComboboxes();
