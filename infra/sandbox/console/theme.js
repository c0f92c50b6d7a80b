// Light, dark, or as the system has it. Runs before the first paint, so that nothing flashes.
{
  const stored = localStorage.getItem('sendpass.theme');
  if (stored === 'light' || stored === 'dark') document.documentElement.dataset.theme = stored;
}
