// Draws the answer on /consulta with Vega-Lite, whose scripts are fetched when the first chart is asked for.
import { ROOT_PATH } from "./root_path.js";

const root = document.documentElement;
const themes = JSON.parse(document.getElementById("chart-themes").textContent);
const system = matchMedia("(prefers-color-scheme: dark)");
const MARKS = { barras: "bar", lineas: "line", puntos: "point" };
const NOUNS = { barras: "Barras", lineas: "Línea", puntos: "Puntos" };
// More bars cannot be told apart, and more of the others only make a browser slow.
const MOST = { barras: 60, lineas: 5000, puntos: 5000 };
const HEIGHT = 340;
const drawn = new WeakMap();
let engine = null;

function loaded(address) {
    engine ??= new Promise((resolve, reject) => {
        const script = document.createElement("script");
        script.src = address;
        script.addEventListener("load", resolve);
        script.addEventListener("error", () => {
            engine = null;
            script.remove();
            reject(new Error("no se pudo cargar lo que dibuja"));
        });
        document.head.append(script);
    });
    return engine;
}

async function answered(sql) {
    const answer = await fetch(`${ROOT_PATH}/sql`, {
        method: "POST",
        headers: { "content-type": "application/json", accept: "application/json" },
        body: JSON.stringify({ sql }),
    });
    const body = await answer.json();
    if (!answer.ok) throw new Error(body.detail ?? `el servicio respondió ${answer.status}`);
    return body.rows;
}

/** Draws what the form of a chart asks for, and tells beside it what is drawn. */
export async function drawChart(chart) {
    const form = chart.querySelector("[data-chart-form]");
    const said = chart.querySelector("[data-chart-said]");
    chart.open = true;
    said.textContent = "Dibujando…";
    try {
        const [rows] = await Promise.all([answered(form.elements.q.value), loaded(chart.dataset.script)]);
        const asked = { kind: form.elements.grafico.value, x: chosen(form.elements.x), y: chosen(form.elements.y) };
        const points = rows
            .map((row) => ({ x: plain(row[asked.x.place]), y: row[asked.y.place] }))
            .filter(({ x, y }) => x !== null && y !== null);
        const isTooMany = asked.kind === "barras" && points.length > MOST.barras;
        const becomesLine = isTooMany && asked.x.kind !== "text";
        if (becomesLine) asked.kind = "lineas";
        const shown = points.slice(0, MOST[asked.kind]);
        drawn.set(chart, { spec: specOf(asked, shown), view: null });
        await draw(chart);
        const empty = rows.length - points.length;
        said.textContent = [
            `${NOUNS[asked.kind]}: ${asked.y.name} según ${asked.x.name}, ${shown.length} ${shown.length === 1 ? "fila" : "filas"}.`,
            becomesLine ? `Más de ${MOST.barras} barras no se distinguen: se dibuja una línea.` : "",
            shown.length < points.length ? `Se dibujan las primeras de ${points.length}.` : "",
            empty ? `Sin valor: ${empty}.` : "",
        ].filter(Boolean).join(" ");
    } catch (error) {
        said.textContent = `No se pudo dibujar: ${error.message}`;
    }
}

function chosen(select) {
    const option = select.selectedOptions[0];
    return { name: option.value, place: Number(option.dataset.place), kind: option.dataset.kind };
}

function plain(value) {
    return value !== null && typeof value === "object" ? JSON.stringify(value) : value;
}

function specOf({ kind, x, y }, values) {
    const isWhole = x.kind === "number" && values.every((value) => Number.isInteger(value.x));
    const type = kind === "barras" || x.kind === "text" ? "ordinal" : x.kind === "time" ? "temporal" : "quantitative";
    const zero = kind === "barras";
    return {
        $schema: "https://vega.github.io/schema/vega-lite/v6.json",
        description: `${NOUNS[kind]}: ${y.name} según ${x.name}`,
        data: { values },
        width: "container",
        height: HEIGHT,
        autosize: { type: "fit-x", contains: "padding" },
        mark: { type: MARKS[kind], ...(kind === "lineas" && values.length <= 60 ? { point: true } : {}), ...(kind === "puntos" ? { filled: true } : {}) },
        encoding: {
            x: {
                field: "x",
                type,
                title: x.name,
                sort: type === "ordinal" ? null : undefined,
                scale: type === "quantitative" ? { zero: false } : undefined,
                axis: { ...(isWhole && type === "quantitative" ? { format: "d", tickMinStep: 1 } : {}), ...(type === "ordinal" ? { labelLimit: 110 } : {}) },
            },
            y: { field: "y", type: "quantitative", title: y.name, stack: null, scale: { zero } },
            tooltip: [
                { field: "x", type: type === "temporal" ? "temporal" : "nominal", title: x.name },
                { field: "y", type: "quantitative", title: y.name, format: ",.12~g" },
            ],
        },
    };
}

async function draw(chart) {
    const held = drawn.get(chart);
    const ground = root.dataset.theme ?? (system.matches ? "dark" : "light");
    const earlier = held.view;
    held.view = await globalThis.vegaEmbed(chart.querySelector("[data-chart-area]"), held.spec, {
        config: structuredClone(themes[ground]),
        // The policy of the page lets nothing turn text into code, so expressions are interpreted.
        ast: true,
        renderer: "svg",
        actions: false,
        defaultStyle: false,
        tooltip: { disableDefaultStyle: true },
    });
    earlier?.finalize();
}

/** Draws the chart in an element anew when the theme changes. */
export function redrawCharts(element) {
    const again = () => {
        const chart = element.querySelector("[data-chart]");
        if (drawn.has(chart)) draw(chart);
    };
    new MutationObserver(again).observe(root, { attributeFilter: ["data-theme"] });
    system.addEventListener("change", again);
}
