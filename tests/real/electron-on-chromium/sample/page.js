/* global window, document, addEventListener */
window.pageMarker = true;
window.heard = [];
window.violations = [];
addEventListener('securitypolicyviolation', (event) => window.violations.push(event.effectiveDirective));
addEventListener('DOMContentLoaded', () => {
  document.getElementById('ask').addEventListener('click', async () => {
    document.getElementById('answer').textContent = await window.sample.echo('the answer');
  });
  window.stopHearing = window.sample.on('news', (text) => window.heard.push(text));
});
