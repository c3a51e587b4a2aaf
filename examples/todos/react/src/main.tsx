import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { createRoot } from "react-dom/client";
import { App } from "./app";

// Without a network a write fails at once, and the page says so.
const queries = new QueryClient({ defaultOptions: { mutations: { networkMode: "always" } } });
const root = document.getElementById("app");
if (root) {
  createRoot(root).render(
    <QueryClientProvider client={queries}>
      <App />
    </QueryClientProvider>,
  );
}
