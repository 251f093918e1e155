/**
 * `npm run sbom`: writes what Caseload is built on and installs to run, as the lockfile holds it, into
 * `reports/caseload.cdx.json` (CycloneDX), made by npm itself. `-- FILE` names another file.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { ROOT, runNpm } from './npm.ts'

interface Bom {
  bomFormat: string
  specVersion: string
  metadata: { component: { name: string } }
  components: unknown[]
}

const file = process.argv[2] ?? join(ROOT, 'reports/caseload.cdx.json')
const { code, out, error } = runNpm('sbom', '--sbom-format=cyclonedx', '--package-lock-only', '--omit=dev')
if (code !== 0) {
  console.error(
    `npm made no bill of materials; it does from version 10 on. It said: ${error.trim() || out.trim()}`,
  )
  process.exit(1)
}
const bom = JSON.parse(out) as Bom
// npm takes the name of the folder.
bom.metadata.component.name = 'caseload'
mkdirSync(dirname(file), { recursive: true })
writeFileSync(file, `${JSON.stringify(bom, null, 2)}\n`)
console.error(`${bom.components.length} packages (${bom.bomFormat} ${bom.specVersion}): ${file}`)
