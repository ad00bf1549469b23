import { compileClientIdPattern } from '../../../model/client-id-pattern.ts'
import { answeredRequest, refusedWith, withToken } from '../answered-request.ts'
import type { Finding, LintRule } from '../lint-rule.ts'
import type { LintSubject } from '../lint-subject.ts'

/** A client id that is read as a regular expression, and so lets others in. */
export const clientIdIsAPattern: LintRule = {
  id: 'client-id-is-a-pattern',
  severity: 'warning',
  kind: 'configuration',
  title: 'The clientId is read as a regular expression, which other ids match',
  help: 'AppSync takes `clientId` for a regular expression, so that several ids can stand in it with `|` between them. A dot in an id matches any character. Escape what is meant as it stands: `my\\\\.app` in a string of TypeScript.',
  find,
}

const stranger = 'other.app'

function find({ definition, policy }: LintSubject): readonly Finding[] {
  const { clientId = '' } = definition.modes.oidc ?? {}
  const other = otherClient(clientId)
  const request = answeredRequest(policy, 'oidc')
  if (other === undefined || request === undefined) return []
  const isAnyone = compileClientIdPattern(clientId)?.test(stranger) === true
  const contrast = isAnyone ? [] : [refusedWith(request, { audience: stranger })]
  return [
    {
      message: `clientId "${clientId}" is a regular expression: tokens of client "${other}" are accepted`,
      fix: fixOf(clientId),
      about: 'oidcAuthorizationMode.clientId',
      proof: { kind: 'steps', steps: [withToken(request, { audience: other }), ...contrast] },
    },
  ]
}

function fixOf(clientId: string): string {
  if (/(?<!\\)[*+?()[\]{}]/.test(clientId))
    return 'write the ids of your apps as they stand, several with | between them'
  return `escape the dots: clientId: '${escaped(clientId).replaceAll('\\', String.raw`\\`)}'`
}

/** An id that the pattern takes and that does not stand in it; a list of ids with `|` takes none. */
function otherClient(clientId: string): string | undefined {
  const pattern = compileClientIdPattern(clientId)
  const written = clientId.split('|')
  return [...written.map(dotsReplaced), ...written.map(expanded), stranger].find(
    (id) => pattern?.test(id) === true && !written.includes(id) && !written.includes(escaped(id)),
  )
}

function dotsReplaced(text: string): string {
  return text.replaceAll(/(?<!\\)\./g, 'X').replaceAll(/\\(?<sign>.)/g, '$<sign>')
}

/** The shortest way to read an expression: each class as an x, each repetition as one. */
function expanded(text: string): string {
  return dotsReplaced(
    text
      .replaceAll(/(?<!\\)\[[^\]]*\]/g, 'x')
      .replaceAll(/\\[wd]/g, (kind) => (kind === String.raw`\d` ? '1' : 'x'))
      .replaceAll(/(?<!\\)\{\d[^}]*\}|(?<!\\)[+*?()^$]/g, ''),
  )
}

/** The ids as they stand, with only `|` left as a sign. */
function escaped(clientId: string): string {
  return clientId.replaceAll(/(?<!\\)[.*+?()[\]{}]/g, String.raw`\$&`)
}
