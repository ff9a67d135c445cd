// Five calls with a client of openapi-fetch, over types that openapi-typescript makes of the document.
import createClient from "openapi-fetch";
import type { components, paths } from "./schema.js";

declare const process: { argv: string[] };

const client = createClient<paths>({ baseUrl: process.argv[2] ?? "" });

function given<Answer>(answered: { data?: Answer; error?: components["schemas"]["Problem"] }): Answer {
    if (answered.data === undefined) {
        throw new Error(answered.error?.detail);
    }
    return answered.data;
}

const film = given(
    await client.GET("/movies/{film}", { params: { path: { film: 862 }, query: { include: ["cast", "similar"] } } }),
);
const films = given(
    await client.GET("/movies", {
        params: {
            query: { movie_id__in: [862, 863], release_year__gte: 1990, sort: ["-title"], fields: ["movie_id", "title"] },
        },
    }),
);
const month = given(await client.GET("/peliculas_mes/{mes}", { params: { path: { mes: "enero" } } }));
const similar = given(
    await client.GET("/movies/{film}/similar", { params: { path: { film: 862 }, query: { n: 1, from_year: 1990 } } }),
);
const missing = await client.GET("/people/{person}", { params: { path: { person: -1 } } });

const title: string | undefined = film.title;
const lead: string | undefined = film.included?.cast?.items[0]?.name;
const directors: string[] | undefined = similar.items[0]?.directors;

console.log(
    JSON.stringify([title, lead, films.items.map((each) => each.title), month.cantidad, directors, missing.error?.status]),
);
