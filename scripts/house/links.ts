import path from 'node:path'
import { isNode, type Node, nodesOf, type Source } from './sources.ts'

/** An import or re-export of one file from another: which names, and whether only types. */
interface Link {
  from: string
  to: string
  names: readonly string[]
  isType: boolean
}

/** Names that a file exports, each once. */
function exportsOf({ root }: Source): string[] {
  return (root.body as Node[]).flatMap(statement => {
    if (statement.type === 'ExportDefaultDeclaration') return ['default']
    if (statement.type !== 'ExportNamedDeclaration') return []
    const { declaration, specifiers } = statement
    if (isNode(declaration)) return declaredNames(declaration)
    return (specifiers as Node[]).map(specifier => nameOf(specifier.exported))
  })
}

function declaredNames(declaration: Node): string[] {
  if (declaration.type === 'VariableDeclaration')
    return (declaration.declarations as Node[]).flatMap(({ id }) => patternNames(id as Node))
  return [nameOf(declaration.id)]
}

function patternNames(pattern: Node): string[] {
  if (pattern.type === 'Identifier') return [nameOf(pattern)]
  return [...nodesOf(pattern)]
    .filter(({ node }) => node.type === 'Identifier')
    .map(({ node }) => nameOf(node))
}

function nameOf(node: unknown): string {
  return isNode(node) ? String(node.name ?? node.value) : ''
}

/** Every import between files of the project. */
function linksOf({ file, root }: Source): Link[] {
  return [...nodesOf(root)].flatMap(({ node, parent }) => {
    const text = isNode(node.source) ? node.source.value : undefined
    if (typeof text !== 'string' || !text.startsWith('.')) return []
    const to = path.posix.join(path.posix.dirname(file), text)
    const isType = node.importKind === 'type' || node.exportKind === 'type' || hasOnlyTypes(node)
    return [{ from: file, to, names: namesTaken(node, parent), isType }]
  })
}

function hasOnlyTypes({ specifiers }: Node): boolean {
  const list = (specifiers ?? []) as Node[]
  return list.length > 0 && list.every(({ importKind }) => importKind === 'type')
}

/** Names that an import takes; `*` for all of them. */
function namesTaken(node: Node, parent: Node): string[] {
  if (node.type === 'ImportExpression') return destructured(parent)
  if (node.type === 'ExportAllDeclaration') return ['*']
  return ((node.specifiers ?? []) as Node[]).map(specifier => {
    if (specifier.type === 'ImportNamespaceSpecifier') return '*'
    if (specifier.type === 'ImportDefaultSpecifier') return 'default'
    return nameOf(specifier.imported ?? specifier.local)
  })
}

/** `(await import('./a.ts')).name`, else all names. */
function destructured(_parent: Node): string[] {
  return ['*']
}

/** Exports of the product that no other file of the project imports, as `file: name`. */
export function unusedExports(sources: readonly Source[], entries: ReadonlySet<string>): string[] {
  const taken = new Set(
    sources.flatMap(linksOf).flatMap(({ to, names }) => names.map(name => `${to}: ${name}`)),
  )
  return sources
    .filter(({ file, isProduct }) => isProduct && !entries.has(file))
    .flatMap(source => exportsOf(source).map(name => ({ file: source.file, name })))
    .filter(({ file, name }) => !taken.has(`${file}: ${name}`) && !taken.has(`${file}: *`))
    .map(({ file, name }) => `${file}: ${name}`)
}

/** Circles of imports by value between files of the product, each told once. */
export function circles(sources: readonly Source[]): string[] {
  const links = sources.filter(({ isProduct }) => isProduct).flatMap(linksOf)
  const arrows = Map.groupBy(
    links.filter(({ isType }) => !isType),
    ({ from }) => from,
  )
  const found: string[] = []
  const done = new Set<string>()
  const follow = (file: string, way: readonly string[]): void => {
    const before = way.indexOf(file)
    if (before >= 0) found.push([...way.slice(before), file].join(' -> '))
    if (before >= 0 || done.has(file)) return
    for (const { to } of arrows.get(file) ?? []) follow(to, [...way, file])
    done.add(file)
  }
  for (const file of arrows.keys()) follow(file, [])
  return found
}
