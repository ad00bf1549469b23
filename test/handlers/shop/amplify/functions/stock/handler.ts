import { getAmplifyDataClientConfig } from '@aws-amplify/backend/function/runtime'
import { Amplify } from 'aws-amplify'
import { generateClient } from 'aws-amplify/data'

import { env } from '$amplify/env/stock'

import type { Schema } from '../../data/resource'

const { resourceConfig, libraryOptions } = await getAmplifyDataClientConfig(env)
Amplify.configure(resourceConfig, libraryOptions)

const client = generateClient<Schema>()

/** Adds a note in its own name, then reads them all. */
export const handler: Schema['restock']['functionHandler'] = async ({ arguments: { text } }) => {
  const created = await client.models.Note.create({ text, price: 1 })
  const { data, errors } = await client.models.Note.list()
  return {
    created: created.errors ?? created.data?.text,
    texts: data.map((note) => note.text),
    errors,
  }
}
