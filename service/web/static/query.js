// The page /consulta: runs statements without leaving the page, the keys of the editor, and the schema. Without it the page is a form.
import { drawChart, redrawCharts } from "./query_chart.js";
import { ROOT_PATH } from "./root_path.js";

const PAGE = `${ROOT_PATH}/consulta`;
const form = document.querySelector("[data-query]");
const editor = form.elements.namedItem("q");
const result = document.getElementById("resultado");
const status = document.querySelector("[data-said]");
const cancel = form.querySelector("[data-cancel]");
const examples = document.querySelector("[data-examples]");
let running = null;
let place = location.pathname + location.search;

function say(text) {
    status.textContent = text;
}

function addressOf(sql) {
    return `${PAGE}?${new URLSearchParams({ q: sql })}`;
}

/** Shows the answer for an address of this page; the service makes it, here it is only put in its place. */
async function show(address, remember = true) {
    running?.abort();
    const turn = new AbortController();
    running = turn;
    result.setAttribute("aria-busy", "true");
    cancel.hidden = false;
    say("Ejecutando…");
    if (remember && address !== place) history.pushState(null, "", address);
    place = address;
    try {
        const part = address.replace(PAGE, `${PAGE}/resultado`);
        const answer = await fetch(part, { headers: { accept: "text/html" }, cache: "no-store", signal: turn.signal });
        const found = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("resultado");
        if (found) fill(...found.childNodes);
        else fail(answer.status === 414 ? "La consulta es demasiado larga para una dirección; envíela a /sql." : `El servicio respondió ${answer.status}.`);
    } catch (error) {
        if (running !== turn) return;
        fail(error.name === "AbortError" ? "Consulta cancelada." : "No se pudo preguntar al servicio.");
    }
    if (running !== turn) return;
    running = null;
    result.removeAttribute("aria-busy");
    cancel.hidden = true;
    startChart();
}

function fill(...nodes) {
    result.replaceChildren(...nodes);
    say(result.querySelector("[data-summary]")?.textContent ?? "");
}

function fail(text) {
    const notice = document.createElement("p");
    notice.className = "notice";
    notice.dataset.summary = "";
    notice.textContent = text;
    fill(notice);
}

function startChart() {
    const chart = result.querySelector("[data-chart][data-asked]");
    if (chart) drawChart(chart);
}

form.addEventListener("submit", (event) => {
    event.preventDefault();
    show(addressOf(editor.value));
});
cancel.addEventListener("click", () => {
    running?.abort();
    editor.focus();
});
addEventListener("popstate", () => {
    const address = location.pathname + location.search;
    // A link to a place in the page comes here too, and must leave alone what is being written.
    if (address === place) return;
    place = address;
    const sql = new URLSearchParams(location.search).get("q") ?? "";
    editor.value = sql;
    if (sql) {
        show(address, false);
    } else {
        running?.abort();
        fill();
    }
});

document.addEventListener("click", async (event) => {
    const link = event.target.closest("a[data-example], a[data-part]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    if (link.hasAttribute("data-example")) {
        editor.value = new URL(link.href).searchParams.get("q");
        examples.open = false;
        editor.focus({ preventScroll: true });
        await show(link.getAttribute("href"));
    } else {
        await show(link.getAttribute("href"));
        // The link that was followed is gone, so reading goes on at the new part.
        result.querySelector("h2")?.focus();
    }
});

result.addEventListener("submit", (event) => {
    const chart = event.target.closest("[data-chart]");
    if (!chart) return;
    event.preventDefault();
    place = `${PAGE}?${new URLSearchParams(new FormData(event.target))}`;
    history.replaceState(null, "", place);
    drawChart(chart);
});

const copy = form.querySelector("[data-copy]");
// Browsers give the clipboard only to pages that come over TLS or from the own machine.
copy.hidden = !navigator.clipboard;
copy.addEventListener("click", async () => {
    const here = new URL(location.href);
    const address = here.searchParams.get("q") === editor.value ? here.href : new URL(addressOf(editor.value), here).href;
    await navigator.clipboard.writeText(address);
    copy.textContent = "Dirección copiada";
    say("Dirección copiada");
    setTimeout(() => { copy.textContent = "Copiar la dirección"; }, 2000);
});

// Tab indents only for people who have begun to write, so that it leads past the editor otherwise; after Esc it does so again.
let writes = false;
editor.addEventListener("focus", () => { writes = false; });
editor.addEventListener("input", () => { writes = true; });
editor.addEventListener("pointerdown", () => setTimeout(() => { writes = true; }));
editor.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        form.requestSubmit();
    } else if (event.key === "Escape") {
        writes = false;
    } else if (event.key === "Tab" && writes && !event.shiftKey && !event.ctrlKey && !event.altKey) {
        event.preventDefault();
        indent();
    }
});

function indent() {
    const { value, selectionStart, selectionEnd } = editor;
    if (!value.slice(selectionStart, selectionEnd).includes("\n")) {
        write("    ");
        return;
    }
    const start = value.lastIndexOf("\n", selectionStart - 1) + 1;
    editor.setSelectionRange(start, selectionEnd);
    write(value.slice(start, selectionEnd).replace(/^/gm, "    "));
}

/** Writes over the selection so that it can be undone, which only this old command can. */
function write(text) {
    editor.focus();
    if (!document.execCommand("insertText", false, text)) {
        editor.setRangeText(text, editor.selectionStart, editor.selectionEnd, "end");
    }
}

const schema = document.querySelector("[data-schema]");
schema.addEventListener("click", (event) => {
    const name = event.target.closest("[data-insert]")?.dataset.insert;
    if (!name) return;
    const before = editor.value.slice(0, editor.selectionStart);
    write(/[\w"),]$/.test(before) ? ` ${name}` : name);
    if (name.endsWith("()")) editor.setSelectionRange(editor.selectionEnd - 1, editor.selectionEnd - 1);
    say(`${name} escrito en la consulta`);
});

const groups = [...schema.querySelectorAll("[data-group]")];
const entries = [...schema.querySelectorAll("[data-entry]")];
const wasOpen = new Map(groups.map((group) => [group, group.open]));
schema.querySelector("[data-schema-search]").addEventListener("input", (event) => {
    const words = event.target.value.toLowerCase().split(/\s+/).filter(Boolean);
    const fits = (element) => words.every((word) => element.textContent.toLowerCase().includes(word));
    let shown = 0;
    for (const entry of entries) {
        const columns = [...entry.querySelectorAll("[data-column]")];
        const found = words.length ? columns.filter(fits) : [];
        entry.hidden = !fits(entry);
        shown += !entry.hidden;
        // Of a table only the columns that were looked for are shown, where there are some.
        for (const column of columns) column.hidden = found.length > 0 && !found.includes(column);
        if (columns.length) entry.querySelector("details").open = found.length > 0;
    }
    for (const group of groups) {
        group.hidden = !group.querySelector("[data-entry]:not([hidden])");
        group.open = words.length > 0 || wasOpen.get(group);
    }
    schema.querySelector("[data-schema-said]").textContent = words.length === 0 ? "" : shown === 1 ? "1 coincidencia" : `${shown} coincidencias`;
});

redrawCharts(result);
startChart();
