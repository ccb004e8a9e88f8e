import { mount } from 'svelte';
import * as z from 'zod/mini';
import App from './App.svelte';
import './styles/tokens.css';
import './styles/base.css';

/** Schemas compiled with `new Function` would break the page's content security policy. */
z.config({ jitless: true });

const target = document.getElementById('app');
if (target) mount(App, { target });
