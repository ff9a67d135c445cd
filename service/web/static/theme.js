// Runs before anything is shown, so that a remembered theme does not flash. Without a choice the system's theme holds.
const root = document.documentElement;
root.classList.add("js");
try {
    const chosen = localStorage.getItem("theme");
    if (chosen === "light" || chosen === "dark") root.dataset.theme = chosen;
} catch {
    // Storage may be blocked; then the system's theme holds.
}
