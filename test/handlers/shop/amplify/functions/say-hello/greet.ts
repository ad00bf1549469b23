export enum Tone {
  Warm = 'dear',
}

export const greet = (name: string, tone: Tone = Tone.Warm): string => `Hello, ${tone} ${name}!`
