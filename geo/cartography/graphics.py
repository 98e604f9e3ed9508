"""Whether the browser draws with a graphics card: it is asked, the server cannot know."""

NAME = "corredor.graphics"
# Where a card is only imitated, or WebGL is off, no context comes. A test may say what it likes
# in `corredorGraphics`. What was found goes back once, as the state `card`.
SCRIPT = """
export default function ({ parentElement, setStateValue }) {
  if (parentElement.asked) return
  parentElement.asked = true
  const canvas = document.createElement('canvas')
  const context = canvas.getContext('webgl2', { failIfMajorPerformanceCaveat: true })
  setStateValue('card', globalThis.corredorGraphics ?? context !== null)
  context?.getExtension('WEBGL_lose_context')?.loseContext()
}
"""
