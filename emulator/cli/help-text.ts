/** What `amplite help` prints. */
export const helpText = `amplite: a local sandbox for AWS Amplify Gen 2 Data with OpenID Connect authorization

amplite [start] [definition]        run the sandbox on amplify/data/resource.ts or another definition
amplite exec [definition] -- <command …>   run a command beside a sandbox of its own, on a free port; its exit code passes
                                    through. It is told AMPLITE_URL, AMPLITE_GRAPHQL_URL, AMPLITE_ISSUER, AMPLITE_OUTPUTS,
                                    AMPLITE_API_KEY; nothing is kept without --data
amplite token <persona> [definition]   print a token signed by the sandbox's key
amplite explain <persona> <operation> <Model> [key …]   print a decision and its trace, changing nothing
                                    (besides personas: apiKey, guest, authenticated, admin)
amplite matrix [definition]         print who may do what; --lock [FILE] writes authz.lock, --check compares with it
amplite diff [definition]           print who gained and lost what since --base (a git ref, a file or authz.lock), each change tried
amplite lint [definition]           print where rules are wider or narrower than they read, each finding with requests that prove it
amplite coverage [definition] [-- <command …>]   print which rules decide what a suite asks, and tests for the others: of the
                                    suite that runs behind --, or of one that ran with AMPLITE_COVERAGE=DIR (--dir DIR)
amplite mutate [definition] -- <suite …>   change one rule at a time and print which changes the suite does not notice, each
                                    with a test that would
amplite schema [definition]         print the GraphQL schema that AppSync would serve
amplite outputs [definition]        print amplify_outputs.json (--platform js|flutter|swift|android, --out FILE, which
                                    may be a .dart file; --host H is then where the app finds the sandbox)
amplite record [number …]           make a test of decisions that a running sandbox took, by their numbers, or of the last
                                    one (--url URL of the sandbox, --out FILE)
amplite help | version

  --definition FILE     the definition, where it does not stand behind the command
  --port N              one port for everything, 20002 by default; 0 takes any free one
  --host H              address to listen on, 127.0.0.1 by default; any other needs --admin-token
  --tls                 speak https beside http on that port, with a certificate made on the spot (Flutter needs it)
  --issuer URL          also let in the tokens of this issuer, by its discovery document and keys; may be given again
  --personas FILE       who can sign in, JSON or YAML
  --seed FILE           items to begin with, loaded into an empty store
  --data DIR            where items are kept, .amplite by default
  --memory              keep nothing
  --watch, --no-watch   reload when the definition changes; on in a terminal
  --open, --no-open     open the console in the browser
  --outputs FILE        where amplify_outputs.json is written, .amplite/ by default
  --modes FILE          authorizationModes as JSON, for an SDL definition
  --admin-token T       required in x-amplite-admin on every call under /sandbox
  --mode oidc|userPool  whose tokens "token" and "explain" make; those of the default mode otherwise
  --json                machine-readable lines
  --markdown FILE       of matrix and diff: also as Markdown; - prints it
  --html FILE           of matrix and coverage: also as a page
  --lcov FILE           of coverage: also for other tools
  --threshold N, --threshold-rules N   of coverage: exit code 4 below so many percent of what can be covered, of the rules
  --exhaustive          of matrix: every case that the rules can tell apart
  --model M, --persona P   of matrix: only these
  --check, --format     of matrix: compare with the lock file, case by case; with --format its text, too
  --base REF|FILE|LOCK, --head REF|FILE   of diff: what to compare; the working tree by default
  --rename Post=Article, --rename Post.body=Article.text   of diff: what has another name since; may be given again
  --allow FILE          of diff: reviewed exceptions that do not count at --fail-on
  --fail-on gained|lost|shape|any    of diff: exit code 4 where there is one
  --jobs N              of mutate: how many runs at a time, one core less than there are by default and at most 4
  --files-as WORD       of mutate: what stands for test files in the command, as in --files-as "{}" -- vitest run {}
  --operators NAMES     of mutate: only these changes, as in drop,widen-ops
  --sample N, --seed S  of mutate: so many of them, chosen by S
  --capabilities-only   of mutate: not those that change only how a request is refused or what is filled in
  --format text|json|sarif|github    of lint: how findings are printed
  --rule ID=off|note|warning|error   of lint: how a rule weighs; may be given again
  --max-warnings N      of lint: exit code 4 from one more on; errors always give it
  --no-execute          of lint: leave the requests that prove findings unexecuted

Options up to --admin-token, and --json, can also stand in amplite.config.json, as in {"port": 4000, "adminToken": "…"}.
How rules of lint weigh stands there as {"lint": {"rules": {"shadowed-rule": "error"}}}.`
