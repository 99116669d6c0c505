// What the server asks of better-sqlite3, by the SQLite that Node brings: nothing is compiled.
import { DatabaseSync } from 'node:sqlite'

const bindable = value => typeof value === 'boolean' ? Number(value) : value ?? null
const plain = row => {
  for (const name in row) if (row[name] instanceof Uint8Array) row[name] = Buffer.from(row[name])
  return row
}

export default class Database {
  #database

  constructor (location) {
    this.#database = new DatabaseSync(location)
  }

  pragma (words) {
    return this.#database.prepare(`PRAGMA ${words}`).all()
  }

  close () {
    this.#database.close()
  }

  prepare (sql) {
    const statement = this.#database.prepare(sql)
    return {
      reader: statement.columns().length > 0,
      all: values => statement.all(...values.map(bindable)).map(plain),
      run: values => statement.run(...values.map(bindable)),
      * iterate (values) {
        for (const row of statement.iterate(...values.map(bindable))) yield plain(row)
      }
    }
  }
}
