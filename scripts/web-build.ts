import { join, resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { build, type InlineConfig } from 'vite'

const ROOT = resolve(import.meta.dirname, '..')

/** Where the server looks for the console's page. */
export const PUBLIC = join(ROOT, 'public')

/** What the page uses of the contract is found by name; a module of which nothing is used goes. */
const withoutEffects = (id: string): boolean =>
  /\/src\/(contract|domain|sdk)\//.test(id.replaceAll('\\', '/'))

/**
 * Builds the console's page into a folder, the same bytes from the same sources. What was there before goes. Whoever builds, a
 * test too, builds what is shipped.
 */
export async function buildWeb(folder: string, { watch = false, log = false } = {}): Promise<void> {
  const { NODE_ENV } = process.env
  process.env.NODE_ENV = 'production'
  try {
    await build(configFor(resolve(ROOT, folder), watch, log))
  } finally {
    if (NODE_ENV === undefined) delete process.env.NODE_ENV
    else process.env.NODE_ENV = NODE_ENV
  }
}

function configFor(outDir: string, watch: boolean, log: boolean): InlineConfig {
  return {
    configFile: false,
    root: join(ROOT, 'src/web'),
    logLevel: log ? 'info' : 'error',
    plugins: [react()],
    build: {
      outDir,
      emptyOutDir: true,
      manifest: 'manifest.json',
      sourcemap: false,
      // The policy of the pages lets in no `data:` but for pictures, and nothing inline.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      target: 'es2022',
      watch: watch ? {} : null,
      rolldownOptions: { treeshake: { moduleSideEffects: id => !withoutEffects(id) } },
    },
  }
}
