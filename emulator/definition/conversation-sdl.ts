/** What AWS adds to the SDL for `a.conversation()` (`data-api` §3.4): two models of the caller's own, and what the assistant sends. */
export function conversationSdl(conversation: string): string {
  const name = conversation.charAt(0).toUpperCase() + conversation.slice(1)
  const message = `ConversationMessage${name}`
  return [models(name, message), operations(name, message), inputs(message)].join('\n')
}

function models(name: string, message: string): string {
  return `
type Conversation${name}
  @model(subscriptions: { onCreate: null, onUpdate: null, onDelete: null })
  @auth(rules: [{ allow: owner, provider: userPools, ownerField: "owner" }]) {
  id: ID!
  name: String
  metadata: AWSJSON
  messages: [${message}] @hasMany(references: ["conversationId"])
}

type ${message} implements AmplifyAIConversationMessage
  @model(mutations: { update: null }, subscriptions: { onUpdate: null, onDelete: null })
  @auth(rules: [{ allow: owner, provider: userPools, ownerField: "owner" }]) {
  id: ID!
  conversationId: ID!
  conversation: Conversation${name} @belongsTo(references: ["conversationId"])
  role: AmplifyAIConversationParticipantRole
  content: [AmplifyAIContentBlock]
  aiContext: AWSJSON
  toolConfiguration: AmplifyAIToolConfiguration
  associatedUserMessageId: ID
}
`
}

function operations(name: string, message: string): string {
  return `
type Mutation {
  createAssistantResponse${name}(input: Create${message}AssistantInput!): ${message} @aws_cognito_user_pools
  createAssistantResponseStream${name}(input: Create${message}AssistantStreamingInput!): AmplifyAIConversationMessageStreamPart @aws_cognito_user_pools
}

type Subscription {
  onCreateAssistantResponse${name}(conversationId: ID): AmplifyAIConversationMessageStreamPart
    @aws_subscribe(mutations: ["createAssistantResponseStream${name}"]) @aws_cognito_user_pools
}
`
}

function inputs(message: string): string {
  return `
input Create${message}AssistantInput {
  conversationId: ID
  content: [AmplifyAIContentBlockInput]
  associatedUserMessageId: ID
}

input Create${message}AssistantStreamingInput {
  conversationId: ID!
  associatedUserMessageId: ID!
  contentBlockIndex: Int
  contentBlockText: String
  contentBlockDeltaIndex: Int
  contentBlockToolUse: AWSJSON
  contentBlockDoneAtIndex: Int
  stopReason: String
  accumulatedTurnContent: [AmplifyAIContentBlockInput]
  errors: [AmplifyAIConversationTurnErrorInput]
  p: String
}
`
}
