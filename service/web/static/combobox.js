// Search boxes that answer while somebody types: the combobox pattern of WAI-ARIA, with a list that only suggests.
// A box is <div data-combobox><input></div> in a form, which works as it is without scripts.
// data-kind="movie" asks for one kind only; data-target="…{id}" is where a choice leads, instead of its own page.
import { ROOT_PATH } from "./root_path.js";

const WAIT = 120;
const MOST = 8;
const KINDS = {
    movie: ["Película", "/pelicula/"],
    person: ["Persona", "/persona/"],
    collection: ["Saga", "/saga/"],
    company: ["Productora", "/productora/"],
};

// What names of series end in; pages call them without it.
const SERIES_END = new RegExp(document.documentElement.dataset.seriesEnd, "iu");

let count = 0;

export function startComboboxes() {
    for (const box of document.querySelectorAll("[data-combobox]")) start(box);
}

function start(box) {
    const input = box.querySelector("input");
    const list = document.createElement("ul");
    const status = document.createElement("div");
    const id = `combobox-${++count}`;
    let options = [];
    let active = -1;
    let timer = 0;
    let asking = null;

    list.id = id;
    list.className = "combobox-list";
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "Sugerencias");
    list.hidden = true;
    status.className = "visually-hidden";
    status.setAttribute("role", "status");
    box.append(list, status);
    for (const [name, value] of Object.entries({
        role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": id, "aria-haspopup": "listbox",
    })) input.setAttribute(name, value);

    function close() {
        list.hidden = true;
        input.setAttribute("aria-expanded", "false");
        choose(-1);
    }

    function open() {
        list.hidden = false;
        input.setAttribute("aria-expanded", "true");
    }

    function choose(place) {
        options[active]?.setAttribute("aria-selected", "false");
        active = place;
        const option = options[active];
        if (option) {
            option.setAttribute("aria-selected", "true");
            input.setAttribute("aria-activedescendant", option.id);
            option.scrollIntoView({ block: "nearest" });
        } else {
            input.removeAttribute("aria-activedescendant");
        }
    }

    function go(option) {
        location.assign(option.dataset.address);
    }

    function show(items, note) {
        choose(-1);
        options = items.map((item, place) => drawn(item, `${id}-${place}`, box.dataset.target));
        list.replaceChildren(...(note ? [told(note)] : []), ...options);
        status.textContent = [note, items.length ? `${items.length} sugerencias` : ""].filter(Boolean).join(" ");
        if (options.length || note) open();
        else close();
    }

    function setBusy(busy) {
        list.setAttribute("aria-busy", busy);
    }

    async function ask() {
        const text = input.value.trim();
        asking?.abort();
        if (!text) {
            show([], "");
            setBusy(false);
            return;
        }
        asking = new AbortController();
        const query = new URLSearchParams({ q: text, limit: MOST });
        if (box.dataset.kind) query.set("type", box.dataset.kind);
        try {
            // What begins so is found at once; only where nothing does, what is like it is looked for.
            const begun = await found("/search/suggest", query, asking.signal);
            const near = begun.length ? [] : await found("/search", query, asking.signal);
            show(begun.length ? begun : near, begun.length ? "" : nothing(near));
            setBusy(false);
        } catch (error) {
            // An answer that was given up has a successor, which is still waited for.
            if (error.name === "AbortError") return;
            close();
            setBusy(false);
        }
    }

    input.addEventListener("input", () => {
        clearTimeout(timer);
        setBusy(true);
        timer = setTimeout(ask, WAIT);
    });
    input.addEventListener("keydown", (event) => {
        if (event.isComposing) return;
        if (event.key === "ArrowDown" || event.key === "ArrowUp") {
            if (!options.length) return;
            event.preventDefault();
            if (list.hidden) open();
            // From the ends the choice goes back into the text, which stands for place -1.
            const places = options.length + 1;
            choose(((active + 1 + (event.key === "ArrowDown" ? 1 : places - 1)) % places) - 1);
        } else if (event.key === "Enter" && !list.hidden && options[active]) {
            event.preventDefault();
            go(options[active]);
        } else if (event.key === "Escape" && !list.hidden) {
            event.preventDefault();
            close();
        } else if (event.key === "Tab") {
            close();
        }
    });
    list.addEventListener("mousedown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => {
        const option = event.target.closest("[role=option]");
        if (option) go(option);
    });
    input.addEventListener("focus", () => {
        if (options.length && input.value.trim()) open();
    });
    input.addEventListener("blur", close);
}

function drawn(item, id, target) {
    const [kind, address] = KINDS[item.kind];
    const option = document.createElement("li");
    option.id = id;
    option.className = "combobox-option";
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    option.dataset.address = target ? target.replace("{id}", item.id) : ROOT_PATH + address + item.id;
    if (item.kind === "collection") option.append(element("b", `${kind}: ${item.name.replace(SERIES_END, "")}`));
    else option.append(element("b", item.name), element("small", kind));
    const notes = [item.found_as, item.note && inSpanish(item.note)].filter(Boolean).join(" · ");
    if (notes) {
        const note = element("small", notes);
        note.className = "combobox-note";
        option.append(note);
    }
    return option;
}

async function found(address, query, signal) {
    const answer = await fetch(`${ROOT_PATH}${address}?${query}`, { signal, headers: { accept: "application/json" } });
    if (!answer.ok) throw new Error(`${address} answered ${answer.status}`);
    return (await answer.json()).items;
}

function nothing(near) {
    return near.length ? "Nada empieza así; lo más parecido:" : "Nada se llama así.";
}

// What the list says beside its options, which cannot be chosen; the status says it to who does not see it.
function told(note) {
    const made = element("li", note);
    made.className = "combobox-empty";
    made.setAttribute("role", "presentation");
    return made;
}

// As the filter "note" of the pages does.
function inSpanish(note) {
    const films = /^(\d+) films?$/.exec(note);
    return films ? `${films[1]} ${films[1] === "1" ? "película" : "películas"}` : note.replace(/^known for /, "por ");
}

function element(name, text) {
    const made = document.createElement(name);
    made.dir = "auto";
    made.textContent = text;
    return made;
}
