// Draws the charts of /explorar, each when it comes near the view. In the file of make eda they stand in the page itself.

const root = document.documentElement;
const themes = JSON.parse(document.getElementById("explore-themes").textContent);
const system = matchMedia("(prefers-color-scheme: dark)");
const NARROW = 480;
const drawn = new Map();

function ground() {
    return root.dataset.theme ?? (system.matches ? "dark" : "light");
}

async function given(figure) {
    const held = figure.querySelector("script[type='application/json']");
    if (held) return JSON.parse(held.textContent);
    const answer = await fetch(figure.dataset.chart, { headers: { accept: "application/json" } });
    if (!answer.ok) throw new Error(`${answer.status}`);
    return answer.json();
}

async function show(figure) {
    const reading = figure.querySelector(".plot-reading");
    try {
        const chart = await given(figure);
        reading.textContent = chart.reading;
        figure.classList.toggle("is-empty", !chart.spec);
        if (chart.spec) {
            drawn.set(figure, { spec: chart.spec, view: null });
            await draw(figure);
            if (chart.leads?.length) figure.querySelector(".plot-area").after(listed(chart.leads));
        }
        figure.dataset.state = chart.spec ? "drawn" : "empty";
    } catch (error) {
        console.warn(figure.id, error);
        const again = document.createElement("button");
        again.className = "button";
        again.textContent = "Volver a intentarlo";
        again.addEventListener("click", () => {
            reading.textContent = "Cargando…";
            show(figure);
        });
        reading.replaceChildren("No se pudo cargar el gráfico. ", again);
        figure.dataset.state = "failed";
    }
}

async function draw(figure) {
    const chart = drawn.get(figure);
    const area = figure.querySelector(".plot-area");
    const config = structuredClone(themes[ground()]);
    if (area.clientWidth < NARROW) {
        // Names of bars leave room for the bars, and numbers fit into their cells.
        config.axis.labelLimit = Math.round(area.clientWidth * 0.38);
        for (const style of ["on-weak", "on-strong"]) config.style[style].fontSize = 8.5;
    }
    const earlier = chart.view;
    chart.view = await vegaEmbed(area, chart.spec, {
        config,
        // The policy of the page lets nothing turn text into code, so expressions are interpreted.
        ast: true,
        renderer: "svg",
        actions: false,
        defaultStyle: false,
        tooltip: { disableDefaultStyle: true },
    });
    earlier?.finalize();
    area.classList.add("drawn");
}

// Bars lead to their pages when they are clicked; here are the same links for the keyboard and for who does not see the drawing.
function listed(leads) {
    const details = document.createElement("details");
    const summary = document.createElement("summary");
    const list = document.createElement("ul");
    details.className = "plot-leads";
    summary.textContent = "Ver la lista de cada barra";
    list.className = "chips";
    for (const { name, address } of leads) {
        const item = document.createElement("li");
        const link = document.createElement("a");
        link.className = "chip";
        link.href = address;
        link.dir = "auto";
        link.textContent = name;
        item.append(link);
        list.append(item);
    }
    details.append(summary, list);
    return details;
}

function redrawAll() {
    for (const figure of drawn.keys()) draw(figure);
}

new MutationObserver(redrawAll).observe(root, { attributeFilter: ["data-theme"] });
system.addEventListener("change", redrawAll);

const watch = new IntersectionObserver((entries) => {
    for (const entry of entries) {
        if (!entry.isIntersecting) continue;
        watch.unobserve(entry.target);
        show(entry.target);
    }
}, { rootMargin: "400px" });
for (const figure of document.querySelectorAll("[data-chart]")) watch.observe(figure);
