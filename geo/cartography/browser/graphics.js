export default function ({ parentElement, setStateValue }) {
  if (parentElement.asked) return;
  parentElement.asked = true;
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('webgl2', { failIfMajorPerformanceCaveat: true });
  setStateValue('card', globalThis.corredorGraphics ?? context !== null);
  context?.getExtension('WEBGL_lose_context')?.loseContext();
}
