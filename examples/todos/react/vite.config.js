import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

// `npm run dev` asks a server that `cargo xtask demo` has started.
const server = "http://127.0.0.1:3000";

export default defineConfig({
  base: "/react/",
  plugins: [react()],
  server: { proxy: { "/_action": server, "/assets": server, "/image": server } },
});
