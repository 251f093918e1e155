import { useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import type { Import, ImportColumn, ImportSheet } from '../../../sdk/types.ts'
import { client } from '../../data/client.ts'
import { useOrganisations } from '../../data/me.ts'
import { readAll } from '../../data/rows.ts'
import { Button } from '../../ui/button.tsx'
import { SelectField, TextField, Tick } from '../../ui/field.tsx'
import { ErrorNotice } from '../../ui/notice.tsx'
import { Reading } from '../../ui/progress.tsx'
import { Tag } from '../../ui/tag.tsx'
import { counted } from '../../ui/words.ts'
import { useDoing } from './doing.ts'
import { HeaderRow } from './header-row.tsx'
import { type MappingKeys, withColumn, withKey, withSheet } from './mapping-keys.ts'
import { Monitored } from './monitored.tsx'

/** What every sheet and column was taken for, to be changed and kept by a name. */
export function Columns({ one }: { one: Import }) {
  const sheets = useQuery({
    queryKey: ['import-part', one.id, 'sheets', one.plan?.hash, one.mapping],
    queryFn: () =>
      readAll(async cursor => {
        const page = await client.listImportSheets({ import: one.id, cursor, limit: 200 })
        return { rows: page.lines, next: page.next }
      }),
  })
  const known = useQuery({
    queryKey: ['columns'],
    queryFn: () => client.listColumns(),
    staleTime: Number.POSITIVE_INFINITY,
  })
  const error = sheets.error ?? known.error
  if (error)
    return (
      <ErrorNotice what="The columns could not be read" error={error} retry={() => void sheets.refetch()} />
    )
  if (!sheets.data || !known.data) return <Reading what="Loading columns" />
  return (
    <MappingForm
      key={JSON.stringify(one.mapping)}
      one={one}
      sheets={sheets.data}
      names={known.data.columns.map(({ name }) => name)}
    />
  )
}

interface MappingFormProps {
  one: Import
  sheets: readonly ImportSheet[]
  /** Columns that are understood. */
  names: readonly string[]
}

function MappingForm({ one, sheets, names }: MappingFormProps) {
  const { busy, error, act } = useDoing(one.id)
  const organisations = useOrganisations()
  const kept = useQuery({ queryKey: ['mappings'], queryFn: () => client.listMappings() })
  const [keys, setKeys] = useState<MappingKeys>(one.mapping.keys)
  const [name, setName] = useState(one.mapping.name ?? '')
  const list = useId()
  const isOpen = one.state === 'planned' || one.state === 'uploaded'
  const send = () =>
    act(() =>
      client.setImportMapping({ import: one.id, keys, ...(name.trim() !== '' && { name: name.trim() }) }),
    )
  return (
    <>
      <p>
        Change what is wrong and read the files again. Kept by a name, it counts for the next file too, and
        for <code>caseload plan --mapping</code>.
      </p>
      {sheets.map((sheet, at) => (
        <SheetPanel
          // biome-ignore lint/suspicious/noArrayIndexKey: sheets of several files may share a name
          key={at}
          sheet={sheet}
          sheets={sheets}
          names={names}
          keys={keys}
          onChange={isOpen ? setKeys : undefined}
        />
      ))}
      {isOpen && one.files.some(({ name }) => MAY_BE_A_RETURN.test(name)) && (
        <Monitored keys={keys} onChange={setKeys} />
      )}
      {isOpen && (
        <div className="panel stack">
          <h2 className="item">The whole file</h2>
          {organisations.length > 1 && (
            <SelectField
              label="Organisation"
              hint="Where no column says it."
              none="As the file says"
              value={numberOf(keys.organisation)}
              options={organisations.map(({ id, name }) => ({ value: id, label: name }))}
              onChoose={id =>
                setKeys(withKey(keys, 'organisation', id === undefined ? undefined : Number(id)))
              }
            />
          )}
          {(['hidden', 'struck'] as const).map(about => (
            <SelectField
              key={about}
              label={about === 'hidden' ? 'Hidden rows and columns' : 'Rows that are struck through'}
              value={textOf(keys[about]) ?? 'hold'}
              options={UNSEEN}
              onChoose={what => setKeys(withKey(keys, about, what === 'hold' ? undefined : what))}
            />
          ))}
          <Tick
            label="The file says only who is beside whom: change no name, address or date of anybody."
            checked={keys.only === 'assignments'}
            onChange={({ target }) =>
              setKeys(withKey(keys, 'only', target.checked ? 'assignments' : undefined))
            }
          />
          <TextField
            label="Keep this as"
            hint="A name such as “allocations”; leave it empty to use it for this import alone."
            maxLength={100}
            list={list}
            value={name}
            onChange={({ target }) => setName(target.value)}
          />
          <datalist id={list}>
            {(kept.data?.mappings ?? []).map(mapping => (
              <option key={mapping.name} value={mapping.name} />
            ))}
          </datalist>
          {error !== undefined && <ErrorNotice what="The files could not be read again" error={error} />}
          <div>
            <Button look="primary" busy={busy} onClick={() => void send()}>
              Read the files again
            </Button>
          </div>
        </div>
      )}
    </>
  )
}

/** Returns are XML, or that in a ZIP file. */
const MAY_BE_A_RETURN = /\.(?:xml|zip)$/i

const UNSEEN = [
  { value: 'hold', label: 'Hold them, and tell' },
  { value: 'read', label: 'Read them like any other' },
  { value: 'ignore', label: 'Leave them out' },
]

function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

interface SheetPanelProps {
  sheet: ImportSheet
  sheets: readonly ImportSheet[]
  names: readonly string[]
  keys: MappingKeys
  onChange: ((keys: MappingKeys) => void) | undefined
}

function SheetPanel({ sheet, sheets, names, keys, onChange }: SheetPanelProps) {
  const { name, file, isRead, why, headerRow, rows, columns } = sheet
  const title = name === undefined ? file : `Sheet ${name}`
  return (
    <section className="panel stack" aria-label={title}>
      <h2 className="item">
        {title} {!isRead && <Tag>not read</Tag>}
      </h2>
      {isRead ? (
        <p className="muted">
          {headerRow !== undefined && `Column names in row ${headerRow}, `}
          {counted(rows, 'row')} below.
        </p>
      ) : (
        <p>{why ?? 'Not read.'}</p>
      )}
      {onChange && <HeaderRow sheet={sheet} sheets={sheets} keys={keys} onChange={onChange} />}
      {onChange && name !== undefined && sheets.length > 1 && (
        <Tick
          label="Read this sheet"
          checked={isRead}
          onChange={({ target }) => onChange(withSheet(keys, sheets, name, target.checked))}
        />
      )}
      {columns.length > 0 && (
        <table className="plain-table sheet-columns">
          <caption className="visually-hidden">Columns of {title}</caption>
          <thead>
            <tr>
              <th scope="col">Column</th>
              <th scope="col">Header</th>
              <th scope="col">Read as</th>
            </tr>
          </thead>
          <tbody>
            {columns.map(column => (
              <tr key={column.column}>
                <td className="muted">{column.column}</td>
                <th scope="row">{column.header}</th>
                <td>
                  <ColumnUse column={column} names={names} keys={keys} onChange={onChange} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}

interface ColumnUseProps {
  column: ImportColumn
  names: readonly string[]
  keys: MappingKeys
  onChange: ((keys: MappingKeys) => void) | undefined
}

function ColumnUse({ column, names, keys, onChange }: ColumnUseProps) {
  const { header, use, meaning, note } = column
  const said = (keys.columns as Readonly<Record<string, string>> | undefined)?.[header]
  const found = meaning ?? USES[use]
  if (!onChange) return <>{found}</>
  return (
    <>
      <SelectField
        label={`Read ${header} as`}
        labelHidden
        none={said === undefined ? found : 'As its header says'}
        value={said}
        options={[
          { value: 'ignore', label: 'Ignore it' },
          ...names.map(name => ({ value: name, label: name })),
        ]}
        onChoose={what => onChange(withColumn(keys, header, what))}
      />
      {note && said === undefined && <p className="hint">{note}</p>}
    </>
  )
}

const USES: Readonly<Record<ImportColumn['use'], string>> = {
  read: 'Read',
  skill: 'A level',
  ignored: 'Not read, as the mapping says',
  hidden: 'Not read: the column is hidden',
  unsure: 'Not read until somebody says what it is',
  unknown: 'Not known, not used',
}
