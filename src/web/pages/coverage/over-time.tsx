import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { client } from '../../data/client.ts'
import { readAll } from '../../data/rows.ts'
import { inTerms } from '../../data/terms.ts'
import { monthText } from '../../ui/dates.ts'
import { ErrorNotice } from '../../ui/notice.tsx'
import { Progress } from '../../ui/progress.tsx'
import { addUp, axisFor, type Month, SERIES } from './months.ts'
import './over-time.css'

/** How many learners had each gap or conflict at the end of each month, as lines and as figures. */
export function OverTime({ organisation }: { organisation: number | undefined }) {
  const query = useQuery({
    queryKey: ['coverage-months', organisation],
    staleTime: 300_000,
    queryFn: () =>
      readAll(async cursor => {
        const { months, next } = await client.listCoverageMonths({ organisation, cursor })
        return { rows: months, next }
      }),
  })
  const months = query.data && addUp(query.data)
  return (
    <section className="panel stack" aria-labelledby="over-time">
      <h2 id="over-time">Over the last twelve months</h2>
      {query.isPending && <Progress label="Reading the history" />}
      {query.error && (
        <ErrorNotice what="The history could not be read" error={query.error} retry={() => query.refetch()} />
      )}
      {months && months.length > 0 && (
        <>
          <Legend />
          <Chart months={months} />
          <Figures months={months} />
        </>
      )}
    </section>
  )
}

function Legend() {
  return (
    <ul className="legend">
      {SERIES.map(({ key, title }, index) => (
        <li key={key}>
          <svg width="28" height="12" aria-hidden="true">
            <line className={`line series-${index}`} x1="0" x2="28" y1="6" y2="6" />
          </svg>
          {inTerms(title)}
        </li>
      ))}
    </ul>
  )
}

const HEIGHT = 220
const MARGIN = { left: 44, right: 28, top: 8, bottom: 26 }
/** Room for the name of a month, in pixels. */
const NAME = 64

/** The same figures stand in the table below, which is what a screen reader is given. */
function Chart({ months }: { months: readonly Month[] }) {
  const frame = useRef<HTMLDivElement>(null)
  const width = useWidth(frame)
  const known = months.map(month => (month.unknown < month.learners ? month : undefined))
  const ticks = axisFor(Math.max(...months.flatMap(({ counts }) => SERIES.map(({ key }) => counts[key]))))
  const top = ticks.at(-1) ?? 1
  const inner = width - MARGIN.left - MARGIN.right
  const x = (index: number) =>
    MARGIN.left + (months.length === 1 ? inner / 2 : (inner * index) / (months.length - 1))
  const y = (value: number) => MARGIN.top + (HEIGHT - MARGIN.top - MARGIN.bottom) * (1 - value / top)
  const every = Math.ceil((months.length * NAME) / Math.max(inner, NAME))
  return (
    <div ref={frame} className="chart">
      {width > 0 && (
        <svg width={width} height={HEIGHT} aria-hidden="true">
          {ticks.map(tick => (
            <g key={tick}>
              <line className="grid" x1={MARGIN.left} x2={width - MARGIN.right} y1={y(tick)} y2={y(tick)} />
              <text className="tick" x={MARGIN.left - 8} y={y(tick)} dy="0.32em" textAnchor="end">
                {tick.toLocaleString('en-GB')}
              </text>
            </g>
          ))}
          {months.map(({ month }, index) =>
            (months.length - 1 - index) % every === 0 ? (
              <text key={month} className="tick" x={x(index)} y={HEIGHT - 6} textAnchor="middle">
                {monthText(month, 'short')}
              </text>
            ) : null,
          )}
          {SERIES.map(({ key }, series) => (
            <g key={key}>
              <path
                className={`line series-${series}`}
                d={pathOf(
                  known.map(month => month?.counts[key]),
                  x,
                  y,
                )}
              />
              {known.map(
                (month, index) =>
                  month && (
                    <circle
                      key={month.month}
                      className={`dot series-${series}`}
                      cx={x(index)}
                      cy={y(month.counts[key])}
                      r="3"
                    />
                  ),
              )}
            </g>
          ))}
        </svg>
      )}
    </div>
  )
}

/** A line through the values, broken where one is not known. */
function pathOf(
  values: readonly (number | undefined)[],
  x: (index: number) => number,
  y: (value: number) => number,
): string {
  return values
    .map((value, index) => {
      if (value === undefined) return ''
      const begins = index === 0 || values[index - 1] === undefined
      return `${begins ? 'M' : 'L'}${x(index).toFixed(1)} ${y(value).toFixed(1)}`
    })
    .join('')
}

function useWidth(frame: React.RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0)
  useEffect(() => {
    const element = frame.current
    if (!element) return undefined
    const observer = new ResizeObserver(([entry]) => setWidth(Math.floor(entry?.contentRect.width ?? 0)))
    observer.observe(element)
    return () => observer.disconnect()
  }, [frame])
  return width
}

function Figures({ months }: { months: readonly Month[] }) {
  const unknown = months.some(month => month.unknown > 0)
  return (
    <details>
      <summary>The figures</summary>
      <div className="scrolls">
        <table className="plain-table figures">
          <caption className="visually-hidden">
            Learners with each gap or conflict at the end of each month
          </caption>
          <thead>
            <tr>
              <th scope="col">Month</th>
              <th scope="col">Learners</th>
              {SERIES.map(({ key, title }) => (
                <th key={key} scope="col">
                  {inTerms(title)}
                </th>
              ))}
              {unknown && <th scope="col">Not known</th>}
            </tr>
          </thead>
          <tbody>
            {months.map(month => (
              <tr key={month.month}>
                <th scope="row">{monthText(month.month, 'long')}</th>
                <td>{month.learners.toLocaleString('en-GB')}</td>
                {SERIES.map(({ key }) => (
                  <td key={key}>{month.counts[key].toLocaleString('en-GB')}</td>
                ))}
                {unknown && <td>{month.unknown.toLocaleString('en-GB')}</td>}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {unknown && <p className="muted">“Not known”: learners whose history does not go back that far.</p>}
    </details>
  )
}
