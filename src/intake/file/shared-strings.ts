/**
 * The texts that the cells of a workbook share, outside the heap and without one object for each:
 * a sheet of 100,000 rows has some 400,000 of them.
 */
export class SharedStrings {
  private bytes = Buffer.alloc(1 << 16)
  private used = 0
  private readonly ends: number[] = []

  add(text: string): void {
    const length = Buffer.byteLength(text)
    if (this.used + length > this.bytes.length) this.grow(this.used + length)
    this.bytes.write(text, this.used)
    this.used += length
    this.ends.push(this.used)
  }

  at(index: number): string | undefined {
    const end = this.ends[index]
    if (end === undefined) return undefined
    return this.bytes.toString('utf8', index === 0 ? 0 : this.ends[index - 1], end)
  }

  private grow(needed: number): void {
    const larger = Buffer.alloc(Math.max(needed, this.bytes.length * 2))
    this.bytes.copy(larger, 0, 0, this.used)
    this.bytes = larger
  }
}
