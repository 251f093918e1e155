import { useId } from 'react'
import type { ImportSheet } from '../../../sdk/types.ts'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'
import { headerIn, type MappingKeys, withHeader } from './mapping-keys.ts'

interface HeaderRowProps {
  sheet: ImportSheet
  sheets: readonly ImportSheet[]
  keys: MappingKeys
  onChange: (keys: MappingKeys) => void
}

/** The first lines of a sheet, of which the one with the column names is chosen. */
export function HeaderRow({ sheet, sheets, keys, onChange }: HeaderRowProps) {
  const group = useId()
  const { name, top, headerRow, isRead } = sheet
  if (top.length === 0) return null
  const said = headerIn(keys, name)
  const chosen = said ?? headerRow
  const choose = (row: number | undefined) => onChange(withHeader(keys, sheets, name, row))
  return (
    <details className="header-row" open={!isRead && headerRow === undefined}>
      <summary>
        {said === undefined ? 'The column names are in another row' : `Column names: row ${said}`}
      </summary>
      <div className="scroll-sideways">
        <table className="plain-table top-lines">
          <caption className="visually-hidden">First lines of {name ?? sheet.file}</caption>
          <thead>
            <tr>
              <th scope="col">Column names</th>
              <th scope="col">Row</th>
              <th scope="col" colSpan={Math.max(...top.map(({ cells }) => cells.length))}>
                What it says
              </th>
            </tr>
          </thead>
          <tbody>
            {top.map(({ row, cells }) => (
              <tr key={row} className={row === chosen ? 'chosen-line' : undefined}>
                <td>
                  <input
                    type="radio"
                    name={group}
                    aria-label={`Row ${row} has the column names`}
                    checked={row === chosen}
                    onChange={() => choose(row)}
                  />
                </td>
                <td className="muted">{row}</td>
                {cells.map((cell, at) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its place
                  <td key={at}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className="row-of-buttons">
        <TextField
          label="Or another row, by its number"
          type="number"
          min={1}
          inputMode="numeric"
          value={said ?? ''}
          onChange={({ target }) => choose(Number(target.value) > 0 ? Number(target.value) : undefined)}
        />
        {said !== undefined && <Button onClick={() => choose(undefined)}>Find it again</Button>}
      </div>
    </details>
  )
}
