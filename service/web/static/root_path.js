// The path under which the service stands, with which all addresses begin: "/cine" behind a proxy, mostly nothing.
export const ROOT_PATH = document.documentElement.dataset.rootPath ?? "";
