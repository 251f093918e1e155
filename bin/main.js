// The command itself, on a Node.js that is new enough.
import { existsSync } from 'node:fs'
import { enableCompileCache } from 'node:module'
import { fileURLToPath } from 'node:url'

const compiled = new URL('../dist/cli/main.js', import.meta.url)
const source = new URL('../src/cli/main.ts', import.meta.url)

// What was compiled once need not be compiled again, least of all by every thread: Node.js takes types out with
// WebAssembly, and threads that load it side by side end the process once in a while (docs/decisions.md). Threads are told
// by the environment. The folder is as trusted as the code beside it, which a folder for temporary files is not.
process.env.NODE_COMPILE_CACHE ??= fileURLToPath(new URL('../node_modules/.cache/caseload', import.meta.url))
enableCompileCache(process.env.NODE_COMPILE_CACHE)

// An installed package holds compiled code, a checkout its sources, which Node.js runs as they are.
await import(existsSync(source) && !import.meta.url.includes('/node_modules/') ? source.href : compiled.href)
