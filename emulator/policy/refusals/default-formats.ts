/** Whether AWS takes the text for the default value of a field of this scalar: looser than what the API takes as input. */
export function isDefaultOf(scalar: string, text: string): boolean {
  return formats.get(scalar)?.(text) ?? true
}

const formats: ReadonlyMap<string, (text: string) => boolean> = new Map([
  ['Int', isInteger],
  ['Float', (text: string) => !Number.isNaN(Number.parseFloat(text))],
  ['Boolean', (text: string) => /^(true|false)$/i.test(text)],
  ['AWSTimestamp', isInteger],
  ['AWSDate', isDate],
  ['AWSTime', isTime],
  ['AWSDateTime', isDateTime],
  ['AWSJSON', isJson],
  ['AWSEmail', (text: string) => emailPattern.test(text)],
  ['AWSURL', (text: string) => URL.canParse(text)],
  ['AWSPhone', (text: string) => phonePattern.test(text)],
  ['AWSIPAddress', isAddress],
])

/** The form of `<input type="email">` (HTML Living Standard). */
const emailPattern =
  /^[\w.!#$%&'*+/=?^`{|}~-]+@[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?(?:\.[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?)*$/i

/** Known difference: AWS also asks libphonenumber whether such a number can exist. */
const phonePattern = /^\+(?:\D*\p{Nd}){5}/u

const datePattern = /^\d{4}-(0[1-9]|1[012])-(0[1-9]|[12]\d|3[01])$/
/** AWS takes a `|` for a sign, too. */
const timePattern = /^([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?(Z|[+|-]([01]\d|2[0-3]):[0-5]\d)$/
const octet = '(\\d|[1-9]\\d|1\\d\\d|2[0-4]\\d|25[0-5])'
const ipv4Pattern = new RegExp(`^(${octet}\\.){3}${octet}$`)

function isInteger(text: string): boolean {
  return !Number.isNaN(Number.parseInt(text, 10))
}

function isDate(text: string): boolean {
  if (!datePattern.test(text)) return false
  const [year = 0, month = 0, day = 0] = text.split('-').map(Number)
  return day <= daysOf(year, month)
}

function daysOf(year: number, month: number): number {
  if (month === 2) return isLeap(year) ? 29 : 28
  return [4, 6, 9, 11].includes(month) ? 30 : 31
}

function isLeap(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
}

function isTime(text: string): boolean {
  return timePattern.test(text)
}

function isDateTime(text: string): boolean {
  const [date = '', time = '', ...rest] = text.split('T')
  return rest.length === 0 && isDate(date) && isTime(time) && !time.includes('|')
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** A zone may follow an IPv6 address. */
function isAddress(text: string): boolean {
  if (ipv4Pattern.test(text)) return true
  const address = text.replace(/%[\w.:-]+$/, '')
  return /^[\da-f:.]+$/i.test(address) && URL.canParse(`http://[${address}]`)
}
