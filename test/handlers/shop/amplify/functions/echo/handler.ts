/** The event as it came. */
export const handler = async (event: { readonly fieldName: string }): Promise<object> => {
  if (event.fieldName === 'start') console.log('started', event)
  return event
}
